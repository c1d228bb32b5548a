using LowCode.Definitions.Messages;
using LowCode.OData.Errors;
using LowCode.OData.Queries;
using LowCode.OData.Serving;
using LowCode.OData.Writing;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;
using Microsoft.AspNetCore.Http;

namespace LowCode.OData.Answers;

/// <summary>Computes, before entities are written, what $compute names for them: over what the caller sees, within what the request may cost.</summary>
internal static class Computations
{
    public static async ValueTask ComputeAsync(
        Exchange exchange, WritePlan plan, ProjectionTree tree, ReadOnlyMemory<Hit> hits, WriteContext context)
    {
        var steps = plan.Computed.Select(step => (step, CompiledExpression.Compile(tree.Values[step.Index].Value.Expression, plan.Entity.IsRows))).ToArray();
        try
        {
            await RelatedRecords.EvaluateAsync(exchange.Reader, exchange.Now, frame => Compute(steps, hits.Span, frame), exchange.Cancel);
        }
        catch (EvaluationException failed)
        {
            throw new Refusal(StatusCodes.Status400BadRequest, Finding.Of(failed.Problem, "$compute"));
        }

        int Compute((ComputedStep Step, CompiledExpression Of)[] all, ReadOnlySpan<Hit> some, EvaluationFrame frame)
        {
            exchange.Budget.Take(some.Length);
            foreach (var hit in some)
            {
                if (hit.Row is { } row)
                    frame.Over(hit.Record, row, hit.Parent);
                else
                    frame.Over(hit.Record);
                foreach (var (step, of) in all)
                    context.Keep(step, hit, of.Evaluate(frame));
            }
            return some.Length;
        }
    }
}
