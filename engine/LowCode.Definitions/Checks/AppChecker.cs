using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>
/// Checks how the parts of an app that was read fit together: names, references, what types and modes allow. It goes
/// by what the author wrote, so it checks definitions that come from <c>AppReader</c>. The texts of rules are checked when
/// they are compiled. Thread-safe.
/// </summary>
public static class AppChecker
{
    /// <summary>Adds everything that is wrong, in the order of the files; warnings do not keep the app from being published.</summary>
    /// <param name="app">The app, possibly with errors of reading: what they leave unknown is not reported again.</param>
    /// <param name="diagnostics">Where problems are added.</param>
    /// <param name="installed">
    /// Other apps, to check what <c>app/name</c> refers to; when null, only whether those apps are required is checked.
    /// </param>
    public static void Check(AppDefinition app, Diagnostics diagnostics, IInstalledApps? installed = null)
    {
        var scope = new CheckScope(app, installed, diagnostics);
        AppCheck.Check(scope);
        scope.Unique(app.Decisions.Select(decision => (decision.Name, decision.AtMember("decision"))));
        foreach (var decision in app.Decisions)
            DecisionCheck.Check(scope, decision);
        scope.Unique(app.Documents.Select(document => (document.Name, document.AtMember("document"))));
        foreach (var document in app.Documents)
        {
            scope.Name(document.Name, document.AtMember("document"));
            scope.Form(document.Form, document.AtMember("form"));
        }
        scope.Unique(app.Forms.Select(form => (form.Name, form.AtMember("form"))));
        foreach (var form in app.Forms)
            FormCheck.Check(scope, form);
        LocaleCheck.Check(scope);
        scope.Unique(app.OptionLists.Select(list => (list.Name, list.AtMember("options"))));
        foreach (var list in app.OptionLists)
            OptionListCheck.Check(scope, list);
        foreach (var test in app.TestCases)
            TestCaseCheck.Check(scope, test);
        scope.Unique(app.Views.Select(view => (view.Name, view.AtMember("view"))));
        foreach (var view in app.Views)
            ViewCheck.Check(scope, view);
        scope.Unique(app.Workflows.Select(workflow => (workflow.Name, workflow.AtMember("workflow"))));
        foreach (var workflow in app.Workflows)
            WorkflowCheck.Check(scope, workflow);
    }
}
