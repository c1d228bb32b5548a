using LowCode.OData.Errors;
using LowCode.OData.Syntax;

namespace LowCode.OData.Tests.Syntax;

public class ExpressionParserTests
{
    /// <summary>The tree with every operation in parentheses.</summary>
    static string Shape(SyntaxNode node) => node switch
    {
        LiteralNode { Kind: LiteralKind.Text } literal => $"'{literal.Text}'",
        LiteralNode literal => literal.Text,
        StepNode { Source: null } step => step.Name,
        StepNode step => $"{Shape(step.Source)}/{step.Name}",
        KeyNode key => $"{Shape(key.Source)}/{key.Name}[{string.Join(' ', key.Keys.Select(part => Shape(part.Value)))}]",
        AliasNode alias => alias.Name,
        ChainNode chain => $"({(chain.IsAnd ? "and" : "or")} {string.Join(' ', chain.Operands.Select(Shape))})",
        NotNode not => $"(not {Shape(not.Operand)})",
        NegateNode negate => $"(- {Shape(negate.Operand)})",
        BinaryNode binary => $"({binary.Operator} {Shape(binary.Left)} {Shape(binary.Right)})",
        CallNode call => $"{call.Name}[{string.Join(' ', call.Arguments.Select(Shape))}]",
        LambdaNode lambda => $"{Shape(lambda.Source)}.{(lambda.All ? "all" : "any")}[{(lambda.Predicate is null ? "" : $"{lambda.Variable} {Shape(lambda.Predicate)}")}]",
        CountNode count => $"{Shape(count.Source)}.count[{(count.Filter is null ? "" : Shape(count.Filter))}{count.Search?.Text}]",
        CaseNode choice => $"case[{string.Join(' ', choice.Branches.Select(branch => $"{Shape(branch.Condition)}:{Shape(branch.Value)}"))}]",
        ListNode list => $"[{string.Join(' ', list.Items.Select(Shape))}]",
        ObjectNode json => $"{{{string.Join(' ', json.Members.Select(member => $"{member.Name}:{Shape(member.Value)}"))}}}",
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    [Theory]
    [InlineData("a or b and c or d", "(or a (and b c) d)")]
    [InlineData("a eq 1 and b ne 2", "(and (eq a 1) (ne b 2))")]
    [InlineData("a lt b eq true", "(eq (lt a b) true)")]
    [InlineData("a add b mul c sub d", "(sub (add a (mul b c)) d)")]
    [InlineData("a div b divby c mod d", "(mod (divby (div a b) c) d)")]
    [InlineData("(a add b) mul c", "(mul (add a b) c)")]
    [InlineData("not a and b", "(and (not a) b)")]
    [InlineData("not a eq b", "(eq (not a) b)")]
    [InlineData("not a in (1,2)", "(not (in a [1 2]))")]
    [InlineData("a add b in (1)", "(add a (in b [1]))")]
    [InlineData("-a mul -1", "(mul (- a) -1)")]
    [InlineData("- 1 lt a", "(lt (- 1) a)")]
    [InlineData("a eq 20L or a eq 2.5m", "(or (eq a 20) (eq a 2.5))")]
    [InlineData("a has Ns.Colour'red'", "(has a red)")]
    [InlineData("A Eq 1 AND nOt b", "(and (eq A 1) (not b))")]
    public void Part_2_section_5_1_1_16_operators_bind_by_precedence(string text, string shape) =>
        Assert.Equal(shape, Shape(ExpressionParser.Parse(Clause.Of("$filter", text))));

    [Theory]
    [InlineData("null"), InlineData("true"), InlineData("-9223372036854775808"), InlineData("1.50"), InlineData("1e-7"), InlineData("INF"), InlineData("-INF")]
    [InlineData("2026-06-01"), InlineData("08:30:00.5"), InlineData("2026-06-01T08:30:00+08:00"), InlineData("2026-06-01T00:30Z")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a8057"), InlineData("abcdef01-ac96-774b-bcce-b302099a8057")]
    public void Part_2_section_5_1_1_14_literals_are_read_as_they_stand(string text) =>
        Assert.Equal(text, Shape(Assert.IsType<LiteralNode>(ExpressionParser.Parse(Clause.Of("$filter", text)))));

    [Theory]
    [InlineData("'O''Neil'", "'O'Neil'")]
    [InlineData("duration'PT1H'", "PT1H")]
    [InlineData("geography'SRID=4326;POINT(1 2)'", "SRID=4326;POINT(1 2)")]
    [InlineData("""["a","b\"\u4e2d"]""", "['a' 'b\"中']")]
    [InlineData("""{"a":1,"b":[true,null]}""", "{a:1 b:[true null]}")]
    [InlineData("@p/x", "@p/x")]
    [InlineData("s/any()", "s.any[]")]
    [InlineData("a/s/all(x:x/n gt $it/m)", "a/s.all[x (gt x/n $it/m)]")]
    [InlineData("a/s/$count", "a/s.count[]")]
    [InlineData("s/$count($filter=n gt 1;$search=\"x y\" OR z)", "s.count[(gt n 1)\"x y\" OR z]")]
    [InlineData("$root/visit(01890a5d-ac96-774b-bcce-b302099a8057)/n", "$root/visit[01890a5d-ac96-774b-bcce-b302099a8057]/n")]
    [InlineData("geo.distance(a,b) lt 1", "(lt geo.distance[a b] 1)")]
    [InlineData("case(a eq 1:'x',true:'y')", "case[(eq a 1):'x' true:'y']")]
    [InlineData("cast(a,Edm.String)", "cast[a Edm.String]")]
    public void Part_2_section_5_1_1_expressions_have_their_parts(string text, string shape) =>
        Assert.Equal(shape, Shape(ExpressionParser.Parse(Clause.Of("$filter", text))));

    [Theory]
    [InlineData("a eq", "LC6010", 5), InlineData("a eq 1 b", "LC6010", 8), InlineData("f(1,", "LC6010", 5), InlineData("a/", "LC6010", 3)]
    [InlineData("s/any(x)", "LC6010", 8), InlineData("'x", "LC6010", 3), InlineData("a eq 12x", "LC6019", 6), InlineData("a ~ 1", "LC6010", 3)]
    [InlineData("case(a)", "LC6010", 7), InlineData("s/$count($top=1)", "LC6010", 10), InlineData("{1:2}", "LC6010", 2)]
    public void What_cannot_be_read_is_told_with_its_position(string text, string code, int position)
    {
        var refusal = Assert.Throws<Refusal>(() => ExpressionParser.Parse(Clause.Of("$filter", text)));
        Assert.Equal((code, position), (refusal.Finding.Message.Code, (int)refusal.Finding.Arguments.First(argument => argument.Name == "position").Value!));
    }

    public static TheoryData<string, string> Bombs() => new()
    {
        { "parentheses", new string('(', 500_000) },
        { "not", string.Concat(Enumerable.Repeat("not ", 250_000)) + "a" },
        { "minus", new string('-', 1_000_000) + "a" },
        { "functions", string.Concat(Enumerable.Repeat("f(", 500_000)) },
        { "sums", "1" + string.Concat(Enumerable.Repeat(" add 1", 200_000)) },
        { "steps", "a" + string.Concat(Enumerable.Repeat("/a", 500_000)) },
        { "brackets", new string('[', 1_000_000) },
        { "objects", string.Concat(Enumerable.Repeat("{a:", 300_000)) },
        { "lambdas", string.Concat(Enumerable.Repeat("a/any(a:", 100_000)) },
        { "or", "a" + string.Concat(Enumerable.Repeat(" or a", 200_000)) },
        { "in", "a in (1" + string.Concat(Enumerable.Repeat(",1", 500_000)) + ")" },
    };

    [Theory, MemberData(nameof(Bombs))]
    public void What_is_too_deep_or_too_long_is_refused(string kind, string text)
    {
        var refusal = Assert.Throws<Refusal>(() => ExpressionParser.Parse(Clause.Of("$filter", text)));
        Assert.True(refusal.Finding.Message.Code == "LC6015", $"{kind}: {refusal.Finding.Message.Code}");
    }

    [Fact]
    public void A_long_chain_is_flat()
    {
        var chain = Assert.IsType<ChainNode>(ExpressionParser.Parse(Clause.Of("$filter", string.Join(" or ", Enumerable.Repeat("a eq 1", 10_000)))));
        Assert.Equal(10_000, chain.Operands.Length);
    }

    [Fact]
    public void A_text_of_a_megabyte_is_a_text() =>
        Assert.Equal(1_000_000, Assert.IsType<LiteralNode>(ExpressionParser.Parse(Clause.Of("$filter", $"'{new string('文', 1_000_000)}'"))).Text.Length);
}
