using System.Collections.Immutable;

namespace LowCode.Storage.Queries;

/// <summary>
/// A transformation of rows into rows, with the meaning of OData Data Aggregation 4.0. The first step gets the records
/// (or table rows) that <see cref="Query.Filter"/> finds, in the order of their ids; expressions read them as in any
/// filter. Later steps read what was computed by <see cref="ComputedField"/>; after a grouping there is nothing else.
/// Immutable.
/// </summary>
public abstract record PipelineStep;

/// <summary>Keeps the rows for which a condition is true.</summary>
public sealed record FilterStep(Expression Condition) : PipelineStep;

/// <summary>Adds columns to every row; they do not read each other.</summary>
public sealed record ComputeStep(ImmutableArray<NamedExpression> Columns) : PipelineStep;

/// <summary>An expression with the name of the column that it fills.</summary>
public sealed record NamedExpression(string Name, Expression Of);

/// <summary>
/// Gives a row for each member of a collection that a row has, in their order; both belong together. The member is the
/// value of a column of kind Rows, alone in it, and read by <see cref="JoinedField"/>.
/// </summary>
/// <param name="Name">The column's name.</param>
/// <param name="Collection">A Rows-valued expression.</param>
/// <param name="Where">Over the member, the variable of scope 1: which are joined; null for all.</param>
/// <param name="IsOuter">Whether a row of which none is joined stays, with nothing in the column.</param>
public sealed record JoinStep(string Name, Expression Collection, Expression? Where, bool IsOuter) : PipelineStep;

/// <summary>Makes one row of all rows, also of none.</summary>
public sealed record AggregateStep(ImmutableArray<Aggregate> Columns) : PipelineStep;

/// <summary>
/// Parts the rows by equal keys, empty being a key like others, applies steps to each part, and gives what they give
/// with the keys in front. Without steps there is one row for each part. Parts come in the order of their keys.
/// </summary>
public sealed record GroupByStep(ImmutableArray<NamedExpression> Keys, ImmutableArray<PipelineStep> Then) : PipelineStep;

/// <summary>Sorts the rows; equal ones stay in their order.</summary>
public sealed record OrderByStep(ImmutableArray<OrderTerm> Terms) : PipelineStep;

/// <summary>Keeps the first rows.</summary>
public sealed record TopStep(long Rows) : PipelineStep;

/// <summary>Passes over the first rows.</summary>
public sealed record SkipStep(long Rows) : PipelineStep;

/// <summary>
/// topcount, bottomsum and so on: keeps the rows with the highest or lowest values of an expression, of equal ones the
/// first, in their order among each other. Empty is the lowest value and adds nothing to a sum.
/// </summary>
/// <param name="Measure">What says how many are kept.</param>
/// <param name="Highest">True for top, false for bottom.</param>
/// <param name="Limit">How many rows, which sum, or how many per cent of the sum of all.</param>
/// <param name="By">A number, for a count also any value with an order.</param>
public sealed record RankStep(RankMeasure Measure, bool Highest, decimal Limit, Expression By) : PipelineStep;

/// <summary>What a ranking takes rows up to.</summary>
public enum RankMeasure
{
    /// <summary>A number of rows.</summary>
    Count,

    /// <summary>As few rows as have at least this sum.</summary>
    Sum,

    /// <summary>As few rows as have at least this part of the sum of all.</summary>
    Percent,
}

/// <summary>Applies several pipelines to the same rows and gives their results one after another.</summary>
public sealed record ConcatStep(ImmutableArray<ImmutableArray<PipelineStep>> Parts) : PipelineStep;
