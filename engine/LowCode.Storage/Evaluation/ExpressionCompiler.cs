using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Storage.Evaluation;

/// <summary>Turns an expression tree into delegates: every decision that the tree allows is taken here, once.</summary>
/// <param name="overRows">True when scope 0 is a table row, which has no system fields but its key.</param>
/// <param name="layout">What earlier steps of a pipeline give; null outside of pipelines.</param>
internal sealed class ExpressionCompiler(bool overRows, PipelineLayout? layout = null)
{
    // Scopes whose variable is a record and not a table row.
    private ImmutableHashSet<int> _records = [];

    /// <summary>The same, where the variable of a scope is a record.</summary>
    public ExpressionCompiler OverRecords(int scope) => new(overRows, layout) { _records = _records.Add(scope) };

    public Compiled Compile(Expression expression) => expression switch
    {
        Constant constant => Literal(constant.Value),
        Field field => FieldOf(field),
        OwnerField owner => OwnerOf(owner),
        AnnexRows annex => AnnexOf(annex),
        ParentKey when overRows => OfParent(),
        Related related => RelatedOf(related),
        Compare compare => Comparisons.Compare(this, compare),
        In membership => Comparisons.In(Compile(membership.Operand), membership),
        StartsWith prefix => Comparisons.StartsWith(Compile(prefix.Operand), prefix.Prefix),
        And and => Logic.And([.. and.Operands.Select(operand => Compile(operand).Truth)]),
        Or or => Logic.Or([.. or.Operands.Select(operand => Compile(operand).Truth)]),
        Not not => Logic.Not(Compile(not.Operand).Truth),
        Arithmetic arithmetic => Calculations.Compile(this, arithmetic),
        Call { Function: Function.Count, Arguments: [Referring referring] } => Referrers.Count(this, referring),
        Call call => Functions.Compile(call.Function, [.. call.Arguments.Select(Compile)], call.Arguments),
        Lambda { Collection: Referring referring } lambda => Referrers.Lambda(this, lambda, referring),
        Lambda lambda => Collections.Lambda(this, lambda),
        CountWhere { Collection: Referring referring } count => Referrers.Count(this, count, referring),
        CountWhere count => Collections.CountWhere(this, count),
        FileField file => FileOf(file),
        Case choice => Logic.Case([.. choice.Branches.Select(branch => (Compile(branch.Condition).Truth, Compile(branch.Value)))]),
        Cast cast => Casts.Compile(Compile(cast.Operand), cast.Kind),
        Within within => Geometry.Within(Compile(within.Point), within.Rings),
        CodeVariable code => CodeOf(code.Scope),
        ComputedField field => ComputedOf(field),
        JoinedField field => JoinedOf(field),
        Search search => SearchOf(search),
        _ => throw new NotSupportedException($"Expressions of type {expression.GetType().Name} are not supported."),
    };

    private static Compiled Literal(Value value) => new(value.Kind, _ => value);

    private Compiled FieldOf(Field field)
    {
        var reference = field.Ref;
        var scope = Scoped(field.Scope);
        if (_records.Contains(scope))
            return new(reference.Kind, frame => reference.Read(frame.Records[scope]!));
        if (scope == 0)
            CheckRecord();
        if (scope > 0 || overRows)
        {
            if (reference.System is SystemField.Id)
                return scope > 0
                    ? new(ValueKind.Id, frame => Value.Of(frame.Rows[scope]!.Key))
                    : new(ValueKind.Id, static frame => Value.Of(frame.Row.Key));
            if (reference.System is not SystemField.None)
                throw new NotSupportedException($"A table row has no {reference.System}.");
        }
        var slot = reference.Slot;
        if (scope > 0)
            return new(reference.Kind, frame => frame.Rows[scope]![slot]);
        return reference.System is SystemField.None
            ? new(reference.Kind, frame => frame.Row[slot])
            : new(reference.Kind, frame => reference.Read(frame.Record!));
    }

    private Compiled OwnerOf(OwnerField field)
    {
        CheckRecord();
        var reference = field.Ref;
        return new(reference.Kind, frame => reference.Read(frame.Owner));
    }

    private Compiled OfParent()
    {
        CheckRecord();
        return new(ValueKind.Id, static frame => frame.Parent is { } parent ? Value.Of(parent.Key) : default);
    }

    private Compiled AnnexOf(AnnexRows annex)
    {
        CheckRecord();
        var (read, scope) = (annex.Read, Scoped(annex.Scope));
        Compiled Of(Func<EvaluationFrame, Record> record) =>
            new(ValueKind.Rows, frame => record(frame).Annex is { IsEmpty: false } bytes ? read(bytes) : default);
        if (annex.OfOwner)
            return Of(static frame => frame.Owner);
        if (_records.Contains(scope))
            return Of(frame => frame.Records[scope]!);
        return scope == 0 && !overRows ? Of(static frame => frame.Record!) : throw new NotSupportedException("A table row has no annex.");
    }

    private static Compiled CodeOf(int scope)
    {
        scope = Scoped(scope);
        return new(ValueKind.Text, frame => Value.Of(frame.Codes[scope]));
    }

    private Compiled ComputedOf(ComputedField field)
    {
        if (layout is null || (uint)field.Column >= (uint)layout.Columns.Length || layout.Columns[field.Column].Kind != field.Kind)
            throw new NotSupportedException($"No column {field.Column} of kind {field.Kind} has been computed here.");
        var column = field.Column;
        return new(field.Kind, frame => frame.Computed is { } row ? row[column] : default);
    }

    private Compiled JoinedOf(JoinedField field)
    {
        if (layout?.Find(field.Join) is not { Kind: ValueKind.Rows } joined)
            throw new NotSupportedException($"Nothing called '{field.Join}' has been joined here.");
        var (column, slot) = (joined.Column, field.Ref.Slot);
        Compiled Of(Func<Row, Value> read) => new(field.Ref.Kind, frame =>
            frame.Computed?[column] is { IsEmpty: false } member ? read(member.AsRows()[0]) : default);
        if (field.Ref.System is not (SystemField.None or SystemField.Id))
            throw new NotSupportedException($"A table row has no {field.Ref.System}.");
        return field.Ref.System is SystemField.Id ? Of(static row => Value.Of(row.Key)) : Of(row => row[slot]);
    }

    private Compiled SearchOf(Search search)
    {
        if (search.Scope == 0)
            CheckRecord();
        return Searches.Compile(search);
    }

    private void CheckRecord()
    {
        if (layout is { HasRecord: false })
            throw new NotSupportedException("Behind a grouping there are no records, only what was computed.");
    }

    private static Compiled FileOf(FileField file)
    {
        var scope = Scoped(file.Scope);
        return file.Part switch
        {
            FilePart.Hash => new(ValueKind.Text, frame => Value.Of(frame.Files[scope]!.Hash)),
            FilePart.Name => new(ValueKind.Text, frame => Value.Of(frame.Files[scope]!.Name)),
            FilePart.MediaType => new(ValueKind.Text, frame => Value.Of(frame.Files[scope]!.MediaType)),
            _ => new(ValueKind.Integer, frame => Value.Of(frame.Files[scope]!.Size)),
        };
    }

    private Compiled RelatedOf(Related related)
    {
        var reference = Compile(related.Reference);
        if (reference.Kind is not (ValueKind.Id or ValueKind.Empty))
            throw new NotSupportedException($"A reference is an Id, not {reference.Kind}.");
        var overRecord = new ExpressionCompiler(overRows: false) { _records = _records };
        var visible = related.Visible is null ? null : overRecord.Compile(related.Visible).Truth;
        var inner = overRecord.Compile(related.Inner);
        var hop = new RelatedHop(reference.Value, related.Set, visible);
        return inner.Kind is ValueKind.Boolean
            ? new(frame => hop.Truth(frame, inner.Truth))
            : new(inner.Kind, frame => hop.Value(frame, inner.Value));
    }

    internal static int Scoped(int scope) => scope is >= 0 and < EvaluationFrame.MaxScopes
        ? scope
        : throw new NotSupportedException($"Lambdas nest at most {EvaluationFrame.MaxScopes - 1} deep.");
}
