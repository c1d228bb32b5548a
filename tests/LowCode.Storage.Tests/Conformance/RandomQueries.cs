using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>Makes queries over the sample sets that have a meaning, every node and function of the model among them.</summary>
internal sealed partial class RandomQueries(Random random, IReadOnlyList<Guid> ids, IReadOnlyList<Guid> sites)
{
    private static readonly ValueKind[] Scalars =
        [ValueKind.Text, ValueKind.Integer, ValueKind.Decimal, ValueKind.Boolean, ValueKind.Date, ValueKind.Time, ValueKind.Instant];

    /// <summary>Every function that was used.</summary>
    public HashSet<Function> Functions { get; } = [];

    /// <summary>Every node type and operator that was used.</summary>
    public HashSet<object> Nodes { get; } = [];

    public Query Next()
    {
        var table = random.Next(5) switch { 0 => (ImmutableArray<int>)[11], 1 => [11, 2], _ => [] };
        var scope = new Scope(table.Length switch { 0 => Samples.VisitShape, 1 => Samples.LineShape, _ => Samples.PartShape }, table.Length > 0, []);
        return new Query(Samples.Visits)
        {
            Table = table,
            Filter = random.Next(10) == 0 ? null : Filter(scope),
            OrderBy = [.. Order(scope)],
            Skip = random.Next(3) == 0 ? random.Next(40) : 0,
            Top = random.Next(2) == 0 ? random.Next(30) : null,
            Count = random.Next(2) == 0,
            Now = Samples.Now,
            Projection = random.Next(3) == 0 ? Projected(table) : null,
        };
    }

    // Over rows the table itself is always read.
    private Projection Projected(ImmutableArray<int> table) => new(
        [.. Enumerable.Range(0, Samples.VisitShape.Slots.Length).Where(slot => (table.Length > 0 && table[0] == slot) || random.Next(2) == 0)], random.Next(2) == 0);

    private Expression Filter(Scope scope)
    {
        // What indexes answer, alone or with something else.
        var conjuncts = Enumerable.Range(0, random.Next(1, 4))
            .Select(_ => random.Next(3) > 0 ? Indexed(scope) : Condition(scope, 3)).ToImmutableArray();
        return conjuncts.Length == 1 ? conjuncts[0] : Used(new And(conjuncts));
    }

    private Expression Indexed(Scope scope)
    {
        var (field, kind) = random.Next(7) switch
        {
            0 => (Read(scope, SystemField.Division), ValueKind.Text),
            1 => (Read(scope, SystemField.State), ValueKind.Text),
            2 => (Read(scope, Samples.Ref("day")), ValueKind.Date),
            3 => (Read(scope, Samples.Ref("count")), ValueKind.Integer),
            4 => (Read(scope, Samples.Ref("site")), ValueKind.Id),
            5 => (Read(scope, SystemField.Id), ValueKind.Id),
            _ => (Read(scope, Samples.Ref("name")), ValueKind.Text),
        };
        if (kind is ValueKind.Id)
            return random.Next(2) == 0
                ? Used(new Compare(ComparisonOperator.Equal, field, Literal(kind)))
                : Used(new In(field, [.. Enumerable.Range(0, 3).Select(_ => Literal(kind).Value)]));
        Expression bound = random.Next(12) == 0 ? new Constant(default) : IndexLiteral(field, kind);
        return random.Next(4) switch
        {
            0 when kind is ValueKind.Text => Used(new StartsWith(field, IndexLiteral(field, kind).Value.AsText())),
            1 when kind is ValueKind.Text => Called(Function.StartsWith, field, IndexLiteral(field, kind)),
            2 => Used(new In(field, [.. Enumerable.Range(0, 3).Select(_ => IndexLiteral(field, kind).Value)])),
            3 when random.Next(2) == 0 => Used(new Compare(Comparison(), bound, field)),
            _ => Used(new Compare(random.Next(2) == 0 ? ComparisonOperator.Equal : Comparison(), field, bound)),
        };
    }

    private IEnumerable<OrderTerm> Order(Scope scope) => random.Next(6) switch
    {
        0 => [],
        1 => [new(Read(scope, SystemField.Division), random.Next(2) == 0), new(Read(scope, Samples.Ref("day")), random.Next(2) == 0)],
        2 => [new(Read(scope, Samples.Ref("count")), random.Next(2) == 0)],
        3 => [new(Read(scope, Samples.Ref("name")), random.Next(2) == 0), new(Read(scope, Samples.Ref("count")), random.Next(2) == 0), new(Read(scope, SystemField.Id), random.Next(2) == 0)],
        4 => [new(Read(scope, Samples.Ref("day")), random.Next(2) == 0)],
        _ => Enumerable.Range(0, random.Next(1, 3)).Select(_ => new OrderTerm(Of(random.Pick(Scalars), scope, 2), random.Next(2) == 0)),
    };

    private Expression Condition(Scope scope, int depth)
    {
        if (depth == 0)
            return Used(new Compare(Comparison(), Of(random.Pick(Scalars[..2]), scope, 0), new Constant(default)));
        switch (random.Next(12))
        {
            case 11 when scope.Variables is [.., var (number, shape)] && random.Next(2) == 0: return Used(new Search([.. Searched(shape)], Wanted(2), number));
            case 11 when !scope.HasNoRecord: return Used(new Search([.. Searched(scope.Shape)], Wanted(2)));
            case 0: return Used(new And([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Condition(scope, depth - 1))]));
            case 1: return Used(new Or([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Condition(scope, depth - 1))]));
            case 2: return Used(new Not(Condition(scope, depth - 1)));
            case 3 when scope.Shape == Samples.VisitShape: return Any(scope, depth);
            case 3 when scope.Shape == Samples.LineShape && scope.IsTable:
                return Used(new Lambda(random.Next(2) == 0, Used(new AnnexRows(Samples.ReadAnnex, OfOwner: true)), scope.Variables.Length + 1,
                    Condition(scope with { Variables = scope.Variables.Add((scope.Variables.Length + 1, Samples.LineShape)) }, depth - 1)));
            case 3 when scope.Shape == Samples.PartShape && scope.IsTable:
                return Used(new Compare(ComparisonOperator.Equal, Used(new ParentKey()), random.Next(2) == 0 ? Used(new ParentKey()) : Literal(ValueKind.Id)));
            case 4: return Used(new In(Of(ValueKind.Text, scope, depth - 1), [Literal(ValueKind.Text).Value, default]));
            case 5: return Of(ValueKind.Boolean, scope, depth - 1);
            case 6: return Used(new StartsWith(Of(ValueKind.Text, scope, depth - 1), random.Pick(RandomRecords.Texts)));
            case 7: return Used(new Compare(random.Next(2) == 0 ? ComparisonOperator.Equal : ComparisonOperator.NotEqual, Of(random.Pick(Scalars), scope, depth - 1), new Constant(default)));
            default:
                var kind = random.Pick(Scalars);
                var other = kind is ValueKind.Integer && random.Next(2) == 0 ? ValueKind.Decimal : kind;
                return Used(new Compare(Comparison(), Of(kind, scope, depth - 1), Of(other, scope, depth - 1)));
        }
    }

    private Expression Any(Scope scope, int depth)
    {
        var number = scope.Variables.Length + 1;
        if (random.Next(6) == 0)
            return Used(new Lambda(random.Next(2) == 0, Siblings(scope), number, OfSibling(scope, number)));
        if (random.Next(6) == 0)
            return Used(new Lambda(random.Next(2) == 0, new Field(Samples.Ref("files")), number, OfFile(number)));
        var overCodes = random.Next(3) == 0;
        Expression collection = overCodes ? new Field(Samples.Ref("tags")) : Lines();
        var all = random.Next(2) == 0;
        if (!all && random.Next(5) == 0)
            return Used(new Lambda(false, collection, number, null));
        if (overCodes)
            return Used(new Lambda(all, collection, number, Used(new Compare(Comparison(), Used(new CodeVariable(number)), new Constant(Value.Of(random.Pick(RandomRecords.Codes)))))));
        var inner = scope with { Variables = scope.Variables.Add((number, Samples.LineShape)) };
        if (random.Next(3) == 0)
        {
            var parts = new Field(FieldRef.Of(Samples.LineShape["parts"]), number);
            var deeper = inner with { Variables = inner.Variables.Add((number + 1, Samples.PartShape)) };
            return Used(new Lambda(all, collection, number, Used(new Lambda(random.Next(2) == 0, parts, number + 1, Condition(deeper, Math.Min(1, depth - 1))))));
        }
        return Used(new Lambda(all, collection, number, Condition(inner, depth - 1)));
    }

    private Expression Lines() => random.Next(4) == 0 ? Used(new AnnexRows(Samples.ReadAnnex)) : new Field(Samples.Ref("lines"));

    private Expression OfFile(int number)
    {
        var size = random.Next(2) == 0;
        return Used(new Compare(Comparison(), Used(new FileField(size ? FilePart.Size : random.Pick([FilePart.Hash, FilePart.Name, FilePart.MediaType]), number)),
            new Constant(size ? Value.Of((long)random.Next(3)) : Value.Of(random.Pick(["0", "1", "f", "t"])))));
    }

    // The visits of the same site.
    private Expression Siblings(Scope scope) => Used(new Referring(Read(scope, Samples.Ref("site")), Samples.Visits, Samples.Ref("site"),
        random.Next(2) == 0 ? null : Used(new StartsWith(new Field(FieldRef.Of(SystemField.Division)), "3101"))));

    private Expression OfSibling(Scope scope, int number) => random.Next(3) == 0
        ? Used(new Compare(Comparison(), new Field(FieldRef.Of(SystemField.Division), number), new Constant(Value.Of(random.Pick(RandomRecords.Divisions[1..])))))
        : Used(new Compare(Comparison(), new Field(Samples.Ref("count"), number), random.Next(2) == 0 ? Literal(ValueKind.Integer) : Read(scope, Samples.Ref("count"))));

    private Expression Counted(Scope scope, int depth)
    {
        var number = scope.Variables.Length + 1;
        if (random.Next(5) == 0)
            return random.Next(2) == 0 ? Called(Function.Count, Siblings(scope)) : Used(new CountWhere(Siblings(scope), number, OfSibling(scope, number)));
        if (random.Next(3) == 0)
            return Used(new CountWhere(new Field(Samples.Ref("files")), number, OfFile(number)));
        var inner = scope with { Variables = scope.Variables.Add((number, Samples.LineShape)) };
        return Used(new CountWhere(Lines(), number, Condition(inner, Math.Min(2, depth - 1))));
    }

    private Expression Choice(ValueKind kind, Scope scope, int depth) => Used(new Case([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ =>
        new CaseBranch(Condition(scope, depth - 1), Of(kind is ValueKind.Decimal && random.Next(4) == 0 ? ValueKind.Integer : kind, scope, depth - 1)))]));

    private Expression Casting(ValueKind kind, Scope scope, int depth) => Used(new Cast(Of(kind switch
    {
        ValueKind.Text => random.Pick(Scalars[1..]),
        ValueKind.Integer => random.Pick([ValueKind.Text, ValueKind.Decimal]),
        ValueKind.Decimal => ValueKind.Integer,
        ValueKind.Date => ValueKind.Instant,
        _ => ValueKind.Date,
    }, scope, depth - 1), kind));

    private Expression Box()
    {
        var (south, west) = (random.Next(-90, 60), random.Next(-180, 90));
        var (north, east) = (south + random.Next(1, 60), west + random.Next(1, 180));
        return Used(new Within(new Field(Samples.Ref("place")),
            [[new Location(south, west), new Location(south, east), new Location(north, east), new Location(north, west)]]));
    }

    private Constant SomeCodes() => new(Value.Of([.. RandomRecords.Codes.Where(_ => random.Next(2) == 0)]));

    private Expression Of(ValueKind kind, Scope scope, int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
            return random.Next(5) == 0 ? (random.Next(6) == 0 ? new Constant(default) : Literal(kind)) : Leaf(kind, scope);
        if (random.Next(8) == 0 && !scope.IsRelated && kind is ValueKind.Text or ValueKind.Integer)
            return Site(kind, scope, depth);
        if (random.Next(9) == 0)
            return Choice(kind, scope, depth);
        if (random.Next(9) == 0 && kind is ValueKind.Text or ValueKind.Integer or ValueKind.Decimal or ValueKind.Date or ValueKind.Instant)
            return Casting(kind, scope, depth);
        Expression Text() => Of(ValueKind.Text, scope, depth - 1);
        Expression Whole() => Of(ValueKind.Integer, scope, depth - 1);
        switch (kind)
        {
            case ValueKind.Text:
                return random.Next(5) switch
                {
                    0 => Called(Function.Concat, Text(), Text()),
                    1 => Called(Function.Substring, Text(), Whole()),
                    2 => Called(Function.Substring, Text(), Whole(), Whole()),
                    3 => Called(Function.Trim, Text()),
                    _ => Called(random.Next(2) == 0 ? Function.ToLower : Function.ToUpper, Text()),
                };
            case ValueKind.Integer:
                return random.Next(10) switch
                {
                    6 when scope.Shape == Samples.VisitShape && !scope.IsRelated => Counted(scope, depth),
                    7 when scope.Shape == Samples.VisitShape => Called(Function.Length, new Field(Samples.Ref("tags"))),
                    8 => Called(Function.TotalOffsetMinutes, Of(ValueKind.Instant, scope, depth - 1)),
                    0 => Called(Function.Length, Text()),
                    1 => Called(Function.IndexOf, Text(), Text()),
                    2 => Called(random.Pick([Function.Year, Function.Month, Function.Day, Function.Hour, Function.Minute, Function.Second]), Of(ValueKind.Instant, scope, depth - 1)),
                    3 => Called(random.Pick([Function.Year, Function.Month, Function.Day]), Of(ValueKind.Date, scope, depth - 1)),
                    4 => Called(random.Pick([Function.Hour, Function.Minute, Function.Second]), Of(ValueKind.Time, scope, depth - 1)),
                    4 or 5 when scope.Shape == Samples.VisitShape => Called(Function.Count, new Field(Samples.Ref(random.Pick(["tags", "lines", "files"])))),
                    _ => Used(new Arithmetic(Operator(ArithmeticOperator.DivideBy), Whole(), Whole())),
                };
            case ValueKind.Decimal:
                return random.Next(7) switch
                {
                    4 when scope.Shape == Samples.VisitShape => Called(Function.Distance, new Field(Samples.Ref("place")), new Constant(Value.Of(new Location(31, 121)))),
                    5 => random.Pick([ValueKind.Instant, ValueKind.Date]) is var time
                        ? Used(new Arithmetic(ArithmeticOperator.Subtract, Leaf(time, scope), Leaf(time, scope))) : null!,
                    6 when scope.Shape == Samples.VisitShape => Called(Function.Accuracy, new Field(Samples.Ref("place"))),
                    0 when scope.Shape == Samples.VisitShape => Called(random.Next(2) == 0 ? Function.Latitude : Function.Longitude, new Field(Samples.Ref("place"))),
                    1 => Called(random.Pick([Function.Round, Function.Floor, Function.Ceiling]), Of(kind, scope, depth - 1)),
                    2 => Called(Function.FractionalSeconds, Of(random.Next(2) == 0 ? ValueKind.Instant : ValueKind.Time, scope, depth - 1)),
                    _ => Used(new Arithmetic(Operator(null), Of(kind, scope, depth - 1), random.Next(2) == 0 ? Whole() : Of(kind, scope, depth - 1))),
                };
            case ValueKind.Boolean:
                return random.Next(8) switch
                {
                    4 or 5 when scope.Shape == Samples.VisitShape => Called(
                        random.Pick([Function.HasSubset, Function.HasSubsequence, Function.HasSubset, Function.HasSubsequence, Function.Contains, Function.StartsWith, Function.EndsWith]), new Field(Samples.Ref("tags")), SomeCodes()),
                    6 when scope.Shape == Samples.VisitShape => Box(),
                    0 when scope.Shape == Samples.VisitShape => Called(Function.Contains, new Field(Samples.Ref("tags")), new Constant(Value.Of(random.Pick(RandomRecords.Codes)))),
                    1 => Called(Function.MatchesPattern, Text(), new Constant(Value.Of(random.Pick(["^a", "b+", "[甲-鱼]$", "\\s"])))),
                    2 => Called(Function.EndsWith, Text(), Text()),
                    3 => Called(Function.StartsWith, Text(), Text()),
                    _ => Called(Function.Contains, Text(), Text()),
                };
            case ValueKind.Date or ValueKind.Instant when random.Next(3) == 0:
                return Used(new Arithmetic(random.Pick([ArithmeticOperator.Add, ArithmeticOperator.Subtract]), Leaf(kind, scope),
                    random.Next(2) == 0 ? new Constant(Value.Of(random.Next(-200_000, 200_000) / 1.5m)) : Of(ValueKind.Decimal, scope, depth - 1)));
            case ValueKind.Date: return Called(Function.Date, Of(ValueKind.Instant, scope, depth - 1));
            case ValueKind.Time: return Called(Function.Time, Of(ValueKind.Instant, scope, depth - 1));
            default: return Called(Function.Now);
        }
    }

    private Expression Site(ValueKind kind, Scope scope, int depth)
    {
        var there = new Scope(Samples.SiteShape, false, []) { IsRelated = true };
        var visible = random.Next(2) == 0 ? null : Used(new StartsWith(new Field(FieldRef.Of(SystemField.Division)), "3101"));
        var reference = scope.HasNoRecord || random.Next(3) == 0 ? Leaf(ValueKind.Id, scope) : Read(scope, Samples.Ref("site"));
        return Used(new Related(reference, Samples.Sites, visible, Of(kind, there, depth - 1)));
    }

    private Expression Leaf(ValueKind kind, Scope scope)
    {
        var computed = Enumerable.Range(0, scope.Computed.Length).Where(i => scope.Computed[i].Kind == kind).ToList();
        if (computed.Count > 0 && (scope.HasNoRecord || random.Next(2) == 0))
            return Used(new ComputedField(random.Pick(computed), kind));
        var joined = scope.Computed.Where(column => column.Kind is ValueKind.Rows)
            .SelectMany(column => _joined[column.Name].Slots.Where(slot => slot.Kind == kind).Select(slot => new JoinedField(column.Name, FieldRef.Of(slot)))).ToList();
        if (joined.Count > 0 && random.Next(2) == 0)
            return Used(random.Pick(joined));
        if (scope.HasNoRecord && scope.Variables.Length == 0)
            return Literal(kind);
        if (scope.Variables.Length > 0 && random.Next(3) > 0)
        {
            var (number, shape) = random.Pick(scope.Variables);
            var slots = shape.Slots.Where(slot => slot.Kind == kind).ToList();
            if (slots.Count > 0)
                return Used(new Field(FieldRef.Of(random.Pick(slots)), number));
        }
        if (scope.HasNoRecord)
            return Literal(kind);
        if (scope.IsTable && random.Next(2) == 0)
        {
            var owned = Samples.VisitShape.Slots.Where(slot => slot.Kind == kind).ToList();
            return Used(new OwnerField(FieldRef.Of(random.Pick(owned))));
        }
        if (!scope.IsTable && random.Next(4) == 0)
        {
            var system = kind switch
            {
                ValueKind.Text => new[] { SystemField.Division, SystemField.State, SystemField.CreatedBy, SystemField.ModifiedBy },
                ValueKind.Integer => [SystemField.AppVersion, SystemField.Revision],
                ValueKind.Instant => [SystemField.CreatedAt, SystemField.ModifiedAt],
                _ => [],
            };
            if (system.Length > 0)
                return Used(new Field(FieldRef.Of(random.Pick(system))));
        }
        var own = scope.Shape.Slots.Where(slot => slot.Kind == kind).ToList();
        return own.Count > 0 ? Used(new Field(FieldRef.Of(random.Pick(own)))) : Literal(kind);
    }

    private Constant Literal(ValueKind kind) => new(kind is ValueKind.Id
        ? Value.Of(random.Pick(random.Next(2) == 0 ? ids : sites)) : RandomRecords.Of(random, kind));

    private Constant IndexLiteral(Expression field, ValueKind kind) => field switch
    {
        Field { Ref.System: SystemField.Division } or OwnerField { Ref.System: SystemField.Division } => new(Value.Of(random.Pick(RandomRecords.Divisions[1..]))),
        Field { Ref.System: SystemField.State } or OwnerField { Ref.System: SystemField.State } => new(Value.Of(random.Pick(["draft", "submitted", "d"]))),
        _ => Literal(kind),
    };

    private static Expression Read(Scope scope, SystemField field) => Read(scope, FieldRef.Of(field));

    private static Expression Read(Scope scope, FieldRef field) => scope.IsTable ? new OwnerField(field) : new Field(field);

    private ComparisonOperator Comparison()
    {
        var comparison = random.Pick(Enum.GetValues<ComparisonOperator>());
        Nodes.Add(comparison);
        return comparison;
    }

    private ArithmeticOperator Operator(ArithmeticOperator? without)
    {
        ArithmeticOperator operation;
        do
            operation = random.Pick(Enum.GetValues<ArithmeticOperator>());
        while (operation == without);
        Nodes.Add(operation);
        return operation;
    }

    private Expression Called(Function function, params Expression[] arguments)
    {
        Functions.Add(function);
        return Used(new Call(function, [.. arguments]));
    }

    private Expression Used(Expression expression)
    {
        Nodes.Add(expression.GetType());
        return expression;
    }

    private sealed record Scope(Shape Shape, bool IsTable, ImmutableArray<(int Number, Shape Shape)> Variables)
    {
        public bool IsRelated { get; init; }

        public bool HasNoRecord { get; init; }

        public ImmutableArray<ComputedColumn> Computed { get; init; } = [];
    }
}
