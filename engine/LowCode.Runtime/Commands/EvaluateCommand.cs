using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Forms.Evaluation;

namespace LowCode.Runtime.Commands;

/// <summary>A dry run of a create or an update.</summary>
internal static class EvaluateCommand
{
    public static async ValueTask<AttemptOutcome> AttemptAsync(CommandScope scope, Guid? id, RecordInput input, CancellationToken cancel)
    {
        if (id is { } existing)
        {
            if (await scope.FindAsync(existing, cancel) is not { } before)
                return new NotFound();
            var form = await scope.PinnedAsync(before);
            var (changed, problems) = await UpdateCommand.EvaluateAsync(scope, form, before, input, replace: false, describe: true, cancel);
            return Answer(scope, changed, problems);
        }
        if (!scope.Access.Has(AccessAction.Create))
        {
            return new Forbidden(Finding.Of(RuntimeMessages.ActionForbidden, "",
                ("form", scope.Newest.Definition.Title), ("action", new Phrase(RuntimeMessages.ActionCreate))));
        }
        var (division, problem) = CreateCommand.DivisionOf(scope, scope.Newest, input);
        var (state, findings) = await CreateCommand.EvaluateAsync(scope, scope.Newest, input, division, describe: true, cancel);
        return Answer(scope, state, problem is null ? findings : findings.Insert(0, problem));
    }

    private static Evaluated Answer(CommandScope scope, FormState state, ImmutableArray<Finding> findings) => new(new EvaluationResult(
        scope.Access.Hidden.Mask(state.Row, scope.Newest.Shape),
        Sorted(scope, state.Hidden),
        Sorted(scope, state.Required),
        Sorted(scope, state.Readonly),
        state.Options.Where(options => Shows(scope, options.Key)).ToImmutableDictionary(),
        findings));

    private static ImmutableArray<string> Sorted(CommandScope scope, IEnumerable<string> paths) =>
        [.. paths.Where(path => Shows(scope, path)).Order(StringComparer.Ordinal)];

    // How it is with a field may tell of others what is hidden: nothing is told of one that is.
    private static bool Shows(CommandScope scope, string path) => scope.Access.Hidden.Shows(scope.Newest.Shape, path);
}
