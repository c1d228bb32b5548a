using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Parsing;

namespace LowCode.Definitions.Reading;

/// <summary>
/// Reads an app: <c>app.json</c>, and the files directly in <c>forms/ options/ workflows/ decisions/ documents/ views/
/// locales/ tests/</c>. Reading is strict: what it does not understand is an error with a position, and one pass finds them
/// all. It checks what can be seen in one place; <c>AppChecker</c> checks how the parts fit together. Thread-safe.
/// </summary>
public static class AppReader
{
    /// <summary>
    /// The app, with its translations laid over its texts; null when there is no readable <c>app.json</c> or a limit is
    /// passed. While <paramref name="diagnostics"/> has errors the app may hold placeholders (an empty name, a type that
    /// stores nothing) and must not be used, except to check it for more mistakes.
    /// </summary>
    /// <param name="files">The files. What throws in them, apart from input and output, is let through.</param>
    /// <param name="diagnostics">Everything that is wrong is added here, file by file.</param>
    /// <param name="limits">How large the app may be; <see cref="PackLimits.Default"/> when null.</param>
    public static AppDefinition? Read(IPackFiles files, Diagnostics diagnostics, PackLimits? limits = null)
    {
        limits ??= PackLimits.Default;
        var texts = new PackTexts(files, limits, diagnostics);
        return texts.List() is { } paths ? new Pass(paths, texts, diagnostics, limits).App() : null;
    }

    private sealed class Pass(IReadOnlyList<string> paths, PackTexts texts, Diagnostics diagnostics, PackLimits limits)
    {
        private readonly int _full = diagnostics.Count + limits.Problems;
        private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

        public AppDefinition? App()
        {
            if (!paths.Contains(PackLayout.App))
                diagnostics.Error(ReadingMessages.AppMissing, new SourceLocation(PackLayout.App, 0, 0));
            var app = paths.Contains(PackLayout.App) ? One<AppDefinition>(PackLayout.App) : null;
            var read = (app ?? new AppDefinition { Name = "", Title = new(""), Version = "" }) with
            {
                Forms = All<FormDefinition>(PackLayout.Forms),
                OptionLists = All<OptionListDefinition>(PackLayout.Options),
                Workflows = All<WorkflowDefinition>(PackLayout.Workflows),
                Decisions = All<DecisionDefinition>(PackLayout.Decisions),
                Documents = [.. All<DocumentDefinition>(PackLayout.Documents).Select(WithTemplate)],
                Views = All<ViewDefinition>(PackLayout.Views),
                Locales = All<LocaleDefinition>(PackLayout.Locales),
                TestCases = All<TestCaseDefinition>(PackLayout.Tests),
            };
            foreach (var path in paths)
            {
                if (path.EndsWith(".js", StringComparison.OrdinalIgnoreCase))
                    diagnostics.Warning(ReadingMessages.ScriptFile, new SourceLocation(path, 0, 0));
                else if (PackLayout.MeantFolder(path) is { } folder)
                    diagnostics.Warning(ReadingMessages.StrayFile, new SourceLocation(path, 0, 0), ("folder", folder));
            }
            if (diagnostics.IsFull)
                return null;
            if (diagnostics.Count >= _full)
            {
                diagnostics.Error(ReadingMessages.TooManyProblems, SourceLocation.None, ("max", limits.Problems));
                return null;
            }
            return app is null ? null : AppTexts.Translate(read with { Unread = [.. _unread] });
        }

        private ImmutableArray<T> All<T>(string folder)
            where T : Node
        {
            var all = ImmutableArray.CreateBuilder<T>();
            foreach (var path in PackLayout.In(paths, folder, ".json"))
            {
                if (Parse(path) is not { } root)
                    continue;
                if (folder == PackLayout.Tests && root.Value.Kind == JsonKind.Array)
                {
                    for (var i = 0; i < root.Value.Items.Count; i++)
                        Add(Binders.For<T>().Bind(root.Value.Items[i], root.Scope, $"[{i}]"));
                }
                else
                {
                    Add(Binders.For<T>().Bind(root.Value, root.Scope, ""));
                }

                void Add(object? bound)
                {
                    if (bound is T definition && PartLimits.Keeps(definition, diagnostics))
                        all.Add(definition);
                    else
                        _unread.Add(path);
                }
            }
            return all.ToImmutable();
        }

        private T? One<T>(string path)
            where T : Node => Parse(path) is { } root ? (T?)Binders.For<T>().Bind(root.Value, root.Scope, "") : null;

        private (JsonValue Value, ReadScope Scope)? Parse(string path)
        {
            if (diagnostics.Count < _full && texts.Read(path) is { } text)
            {
                var before = diagnostics.Count;
                if (JsonParser.Parse(path, text, diagnostics) is { } root)
                    return (root, new ReadScope(path, text, diagnostics, diagnostics.Count == before, _full));
            }
            _unread.Add(path);
            return null;
        }

        private DocumentDefinition WithTemplate(DocumentDefinition document)
        {
            if (document.Template.Length == 0)
                return document;
            var path = $"{PackLayout.Documents}/{document.Template}";
            if (paths.Contains(path))
                return texts.Read(path) is { } text ? document with { TemplateText = text } : document;
            var beside = PackLayout.In(paths, PackLayout.Documents, "").Where(file => !file.EndsWith(".json", StringComparison.Ordinal));
            diagnostics.Error(ReadingMessages.TemplateMissing, document.AtMember("template"), ("path", path),
                ("suggestion", Suggestion.For(document.Template, beside.Select(file => file[(PackLayout.Documents.Length + 1)..]))));
            return document;
        }
    }
}
