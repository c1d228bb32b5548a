using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;
using LowCode.Storage.Tests.Conformance;

namespace LowCode.Storage.Tests.Evaluation;

/// <summary>Where the meaning of an expression is easily got wrong, one example each.</summary>
public sealed class EvaluationTests
{
    private static readonly Expression Nothing = new Constant(default);
    private static readonly Expression True = Of(true);
    private static readonly Expression False = Of(false);

    [Theory]
    [InlineData("abcdef", 2, null, "cdef")]
    [InlineData("abcdef", 0, 3, "abc")]
    [InlineData("abcdef", 6, null, null)]
    [InlineData("abcdef", 99, 2, null)]
    [InlineData("abcdef", -2, 3, "ef")]
    [InlineData("abcdef", -4, 3, "cde")]
    [InlineData("abcdef", -99, 3, "abc")]
    [InlineData("abcdef", 4, 99, "ef")]
    [InlineData("水🌊浪", 3, 1, "浪")]
    public void Substring_counts_UTF_16_code_units_and_clips(string text, int start, int? length, string? expected)
    {
        ImmutableArray<Expression> arguments = length is { } count ? [Of(text), Of(start), Of(count)] : [Of(text), Of(start)];
        Assert.Equal(Value.Of(expected), Evaluate(new Call(Function.Substring, arguments)));
    }

    [Fact]
    public void A_part_of_negative_length_is_an_error() =>
        Assert.Equal("LC5180", Assert.Throws<EvaluationException>(() => Evaluate(new Call(Function.Substring, [Of("abc"), Of(1), Of(-1)]))).Problem.Code);

    [Theory]
    [InlineData("2.5", "3")]
    [InlineData("-2.5", "-3")]
    [InlineData("2.4999", "2")]
    [InlineData("-0.5", "-1")]
    public void A_midpoint_rounds_away_from_zero(string number, string expected) =>
        Assert.Equal(Decimal(expected), Evaluate(new Call(Function.Round, [new Constant(Decimal(number))])));

    [Fact]
    public void Division_of_whole_numbers_cuts_and_divby_does_not()
    {
        Assert.Equal(Value.Of(-2L), Evaluate(new Arithmetic(ArithmeticOperator.Divide, Of(-7), Of(3))));
        Assert.Equal(Value.Of(3.5m), Evaluate(new Arithmetic(ArithmeticOperator.DivideBy, Of(7), Of(2))));
        Assert.Equal(Value.Of(-1L), Evaluate(new Arithmetic(ArithmeticOperator.Modulo, Of(-7), Of(3))));
        Assert.Equal(Value.Of(3.5m), Evaluate(new Arithmetic(ArithmeticOperator.Divide, Of(7), new Constant(Value.Of(2.0m)))));
    }

    [Theory]
    [InlineData(ArithmeticOperator.Divide)]
    [InlineData(ArithmeticOperator.DivideBy)]
    [InlineData(ArithmeticOperator.Modulo)]
    public void Division_by_zero_fails_the_query(ArithmeticOperator operation)
    {
        var failure = Assert.Throws<EvaluationException>(() => Evaluate(new Arithmetic(operation, Of(1), Of(0))));
        Assert.Equal(StorageMessages.DivisionByZero, failure.Problem);
    }

    [Fact]
    public void A_number_beyond_the_range_fails_the_query()
    {
        var failure = Assert.Throws<EvaluationException>(
            () => Evaluate(new Arithmetic(ArithmeticOperator.Multiply, new Constant(Value.Of(long.MaxValue)), Of(2))));
        Assert.Equal(StorageMessages.NumberTooLarge, failure.Problem);
    }

    [Fact]
    public void Whole_numbers_and_decimals_compare_exactly()
    {
        const long large = 9007199254740991;
        Assert.Equal(Truth.False, Test(ComparisonOperator.Equal, new Constant(Value.Of(large)), new Constant(Value.Of(large + 0.5m))));
        Assert.Equal(Truth.True, Test(ComparisonOperator.Equal, Of(1), new Constant(Value.Of(1.00m))));
        Assert.Equal(Truth.True, Test(ComparisonOperator.Less, new Constant(Value.Of(0.1m)), Of(1)));
    }

    [Fact]
    public void Empty_equals_empty_and_is_neither_less_nor_greater()
    {
        Assert.Equal(Truth.True, Test(ComparisonOperator.Equal, Nothing, Nothing));
        Assert.Equal(Truth.False, Test(ComparisonOperator.NotEqual, Nothing, Nothing));
        Assert.Equal(Truth.True, Test(ComparisonOperator.NotEqual, Nothing, Of(1)));
        foreach (var comparison in new[] { ComparisonOperator.Less, ComparisonOperator.LessOrEqual, ComparisonOperator.Greater, ComparisonOperator.GreaterOrEqual })
        {
            Assert.Equal(Truth.False, Test(comparison, Nothing, Of(1)));
            Assert.Equal(Truth.False, Test(comparison, Nothing, Nothing));
        }
        // Which makes its negation true.
        Assert.Equal(Truth.True, Truth_(new Not(new Compare(ComparisonOperator.Less, Nothing, Of(1)))));
    }

    [Fact]
    public void And_or_and_not_are_three_valued()
    {
        var unknown = new StartsWith(Nothing, "a");
        Assert.Equal(Truth.Unknown, Truth_(unknown));
        Assert.Equal(Truth.Unknown, Truth_(new Not(unknown)));
        Assert.Equal(Truth.False, Truth_(new And([unknown, False])));
        Assert.Equal(Truth.Unknown, Truth_(new And([True, unknown])));
        Assert.Equal(Truth.True, Truth_(new Or([unknown, True])));
        Assert.Equal(Truth.Unknown, Truth_(new Or([False, unknown, False])));
        Assert.Equal(Truth.True, Truth_(new And([])));
        Assert.Equal(Truth.False, Truth_(new Or([])));
    }

    [Fact]
    public void Parts_of_an_instant_are_in_UTC()
    {
        var instant = new Constant(Value.Of(new DateTimeOffset(2026, 1, 1, 3, 4, 5, 678, TimeSpan.FromHours(8))));
        Assert.Equal(Value.Of(2025L), Evaluate(new Call(Function.Year, [instant])));
        Assert.Equal(Value.Of(new DateOnly(2025, 12, 31)), Evaluate(new Call(Function.Date, [instant])));
        Assert.Equal(Value.Of(19L), Evaluate(new Call(Function.Hour, [instant])));
        Assert.Equal(Value.Of(0.678m), Evaluate(new Call(Function.FractionalSeconds, [instant])));
    }

    [Fact]
    public void The_count_of_an_empty_table_is_0_and_all_of_it_holds()
    {
        var lines = new Field(Samples.Ref("lines"));
        Assert.Equal(Value.Of(0L), Evaluate(new Call(Function.Count, [lines])));
        Assert.Equal(Truth.True, Truth_(new Lambda(true, lines, 1, False)));
        Assert.Equal(Truth.False, Truth_(new Lambda(false, lines, 1, True)));
    }

    [Fact]
    public void Any_and_all_take_unknown_for_not_true()
    {
        var record = Samples.FullVisit(Guid.NewGuid());
        var quantity = new Compare(ComparisonOperator.Greater, new Arithmetic(ArithmeticOperator.Add, new Field(FieldRef.Of(Samples.LineShape["quantity"]), 1), Of(0)), Of(5));
        Assert.Equal(Truth.True, Truth_(new Lambda(false, new Field(Samples.Ref("lines")), 1, quantity), record));
        Assert.Equal(Truth.False, Truth_(new Lambda(true, new Field(Samples.Ref("lines")), 1, quantity), record));
    }

    [Fact]
    public void What_a_reference_points_to_is_empty_when_it_is_missing_or_hidden()
    {
        var site = Samples.NewSite("S1", "码头");
        var visit = Samples.FullVisit(site.Id);
        var title = new Field(FieldRef.Of(Samples.SiteShape["title"]));
        var reference = new Field(Samples.Ref("site"));
        var related = new One(site);
        Assert.Equal(Value.Of("码头"), Evaluate(new Related(reference, Samples.Sites, null, title), visit, related));
        Assert.Equal(default, Evaluate(new Related(reference, Samples.Sites, False, title), visit, related));
        Assert.Equal(default, Evaluate(new Related(reference, Samples.Sites, null, title), Samples.FullVisit(Guid.NewGuid()), related));
        // Back on the visit afterwards.
        Assert.Equal(Truth.True, Truth_(new And([
            new Compare(ComparisonOperator.Equal, new Related(reference, Samples.Sites, null, title), Of("码头")),
            new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(SystemField.State)), Of("submitted"))]), visit, related));
    }

    [Fact]
    public void A_pattern_that_would_need_backtracking_is_not_supported()
    {
        Assert.Throws<NotSupportedException>(() => Evaluate(new Call(Function.MatchesPattern, [Of("aa"), Of("(a)\\1")])));
        Assert.Throws<NotSupportedException>(() => Evaluate(new Call(Function.MatchesPattern, [Of("aa"), new Call(Function.Trim, [Of("a")])])));
        var bomb = new Call(Function.MatchesPattern, [Of(new string('a', 100_000) + "!"), Of("^(a+)+$")]);
        Assert.Equal(Value.Of(false), Evaluate(bomb));
    }

    private static Truth Test(ComparisonOperator comparison, Expression left, Expression right) =>
        Truth_(new Compare(comparison, left, right));

    private static Truth Truth_(Expression expression, Record? record = null, IRelatedRecords? related = null) =>
        CompiledFilter.Compile(expression).Evaluate(Frame(record, related));

    private static Value Evaluate(Expression expression, Record? record = null, IRelatedRecords? related = null) =>
        CompiledExpression.Compile(expression).Evaluate(Frame(record, related));

    private static EvaluationFrame Frame(Record? record, IRelatedRecords? related)
    {
        var frame = new EvaluationFrame(Samples.Now, related);
        frame.Over(record ?? Samples.Of(Samples.Visit, Guid.CreateVersion7()));
        return frame;
    }

    private static Constant Of(string value) => new(Value.Of(value));

    private static Constant Of(int value) => new(Value.Of((long)value));

    private static Constant Of(bool value) => new(Value.Of(value));

    private static Value Decimal(string number) => Value.Of(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture));

    private sealed class One(Record record) : IRelatedRecords
    {
        public Record? Find(string set, Guid id) => set == record.Set && id == record.Id ? record : null;

        public IReadOnlyList<Record> FindReferring(string set, FieldRef reference, Guid id) => [];
    }
}
