using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>Translations: of texts that exist, and of all of them.</summary>
internal static class LocaleCheck
{
    public static void Check(CheckScope scope)
    {
        var app = scope.App;
        if (app.Locales.IsEmpty)
            return;
        var paths = AppTexts.Of(app).Where(text => text.Text.Original.Length > 0).Select(text => text.Path).ToList();
        var known = paths.ToHashSet(StringComparer.Ordinal);
        scope.Unique(app.Locales.Select(locale => (locale.Name, locale.AtMember("locale"))));
        foreach (var locale in app.Locales)
        {
            if (locale.Name.Length > 0 && !NameRules.IsLocale(locale.Name))
                scope.Error(ContentMessages.BadLocale, locale.AtMember("locale"), ("locale", locale.Name));
            var unknown = locale.Texts.Keys.Where(path => !known.Contains(path)).Select(path => (Path: path, At: locale.AtName($"texts.{path}")))
                .OrderBy(entry => (entry.At.Line, entry.At.Column)).ThenBy(entry => entry.Path, StringComparer.Ordinal);
            foreach (var (path, at) in app.Unread.IsEmpty ? unknown.Take(Diagnostics.Most) : [])
                scope.Warning(ContentMessages.UnknownTextPath, at, ("path", path), ("suggestion", Suggestion.For(path, paths)));
            var missing = paths.Where(path => !locale.Texts.ContainsKey(path)).ToList();
            if (missing.Count > 0)
                scope.Warning(ContentMessages.TranslationsMissing, locale.AtName("texts"), ("count", missing.Count), ("path", missing[0]));
        }
    }
}
