using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;

namespace LowCode.Rules.Tests.Support;

/// <summary>Apps as rules see them: the rule's own, and others under their name.</summary>
sealed class PackEnvironment : IRuleEnvironment
{
    readonly Dictionary<string, AppDefinition> _apps;
    readonly Dictionary<string, Shape> _shapes = [];

    public PackEnvironment(AppDefinition app, params IEnumerable<AppDefinition> others)
    {
        App = app;
        _apps = others.Append(app).ToDictionary(other => other.Name);
    }

    public AppDefinition App { get; }

    public OptionListDefinition? OptionList(string name) => Find(name, (app, local) => app.OptionList(local));

    public (FormDefinition Form, Shape Shape, string Set)? Form(string name) =>
        Find(name, (app, local) => app.Form(local) is { } form ? new Found(form, ShapeOf(app, form), $"{app.Name}/{local}") : null) is { } found
            ? (found.Form, found.Shape, found.Set)
            : null;

    public Shape ShapeOf(AppDefinition app, FormDefinition form)
    {
        var key = $"{app.Name}/{form.Name}";
        return _shapes.TryGetValue(key, out var shape) ? shape : _shapes[key] = Shapes.Of(form);
    }

    public RuleProgramBuilder Builder(string form, Diagnostics diagnostics)
    {
        var definition = App.Form(form)!;
        return new RuleProgramBuilder(definition, ShapeOf(App, definition), this, diagnostics);
    }

    public static AppDefinition Read(IPackFiles files)
    {
        var diagnostics = new Diagnostics();
        var app = AppReader.Read(files, diagnostics);
        Assert.Empty(diagnostics.Select(found => found.ToString()));
        return app!;
    }

    public static string Root { get; } = FindRoot();

    T? Find<T>(string name, Func<AppDefinition, string, T?> find) where T : class
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var app = slash < 0 ? App : _apps.GetValueOrDefault(name[..slash]);
        return app is null ? null : find(app, name[(slash + 1)..]);
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LowCode.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("LowCode.sln is not above the test's folder.");
        return folder.FullName;
    }

    sealed record Found(FormDefinition Form, Shape Shape, string Set);
}
