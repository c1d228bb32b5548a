using System.Collections.Immutable;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Pipelines;

/// <summary>
/// A query with a pipeline, taken apart: a query for the records that go in, and what is made of them. This is what a
/// pipeline means; a store finds the records and gives them, or their groups, to <see cref="PipelineRunner"/>. Immutable
/// and thread-safe.
/// </summary>
public sealed class PipelineQuery
{
    private readonly Query _query;
    private readonly ImmutableArray<PipelineStep> _steps;

    private PipelineQuery(Query query)
    {
        _query = query;
        var filters = query.Pipeline.TakeWhile(step => step is FilterStep).Cast<FilterStep>().Select(step => step.Condition).ToList();
        _steps = query.Pipeline[filters.Count..];
        Source = query with
        {
            // What the steps read may be anything.
            Projection = null,
            Filter = Conjuncts.All([.. Conjuncts.Of(query.Filter), .. filters]),
            Pipeline = [],
            OrderBy = [],
            Skip = 0,
            Top = null,
            Count = false,
        };
        QueryRunner.Check(Source);
        var steps = Compile(inOrder: false);
        CompilePage(steps);
        Layout = steps.Layout;
        Fold = PipelineFold.Of(_steps.FirstOrDefault());
    }

    /// <summary>Finds the records or table rows that go in. It wants all of them, in the order of their ids.</summary>
    public Query Source { get; }

    /// <summary>What the results have.</summary>
    public PipelineLayout Layout { get; }

    /// <summary>The grouping at its beginning; null when it begins with something else.</summary>
    public PipelineFold? Fold { get; }

    /// <summary>Takes a query apart.</summary>
    /// <exception cref="NotSupportedException">The query has no meaning or is not supported.</exception>
    public static PipelineQuery Of(Query query) => new(query);

    /// <summary>What a step gives of what it gets.</summary>
    /// <exception cref="NotSupportedException">The step has no meaning there or is not supported.</exception>
    public static PipelineLayout After(PipelineLayout layout, PipelineStep step) =>
        PipelineCompiler.Compile(layout, [step], inOrder: true).Layout;

    /// <summary>The steps, ready to run.</summary>
    /// <param name="inOrder">True when the rows of the source come in their order.</param>
    internal CompiledPipeline Compile(bool inOrder) => PipelineCompiler.Compile(PipelineLayout.Start(_query), _steps, inOrder);

    /// <summary>The steps behind the fold, and what the fold gives.</summary>
    internal (CompiledPipeline Steps, PipelineLayout Folded) CompileBehindFold()
    {
        var folded = PipelineCompiler.Compile(PipelineLayout.Start(_query), _steps[..1], inOrder: true).Layout;
        return (PipelineCompiler.Compile(folded, _steps[1..], inOrder: true), folded);
    }

    /// <summary>The query's order and page, over what the steps give.</summary>
    internal CompiledPipeline CompilePage(CompiledPipeline steps)
    {
        var page = new List<PipelineStep>();
        if (!_query.OrderBy.IsDefaultOrEmpty || !steps.InOrder)
            page.Add(new OrderByStep(_query.OrderBy));
        if (_query.Skip > 0)
            page.Add(new SkipStep(_query.Skip));
        if (_query.Top is { } top)
            page.Add(new TopStep(top));
        return PipelineCompiler.Compile(steps.Layout, page, steps.InOrder);
    }

    /// <summary>True when the number of all results is wanted.</summary>
    internal bool WantsCount => _query.Count;
}
