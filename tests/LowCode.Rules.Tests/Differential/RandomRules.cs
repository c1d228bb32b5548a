namespace LowCode.Rules.Tests.Differential;

/// <summary>Writes random rules over the corpus form "everything". Typed, so that most of them pass the checks; deterministic by seed.</summary>
sealed class RandomRules(Random random)
{
    private const int Deepest = 4;

    private static readonly string[] Leaves =
        ["count", "price", "rate", "0", "1", "-1", "2.5", "0.1", "3", "1e21", "-0.5", "(count ?? 0)", "supplies.length", "total", "null"];

    private readonly List<string> _rows = [];
    private readonly List<string> _numbers = [];
    private int _names;

    /// <summary>A rule that gives a number, a text, a condition or a list.</summary>
    public string Next() => random.Next(4) switch
    {
        0 => Number(0),
        1 => Text(0),
        2 => Truth(0),
        _ => List(0),
    };

    private string Number(int depth)
    {
        if (depth >= Deepest || random.Next(5) == 0)
            return Pick([.. Leaves, .. _numbers, .. _rows.SelectMany(row => new[] { $"{row}.needed", $"{row}.onHand", $"{row}.price" })]);
        var next = depth + 1;
        return random.Next(18) switch
        {
            0 or 1 => $"({Number(next)} {Pick("+", "-", "*", "/", "%")} {Number(next)})",
            2 => $"(-{Number(next)})",
            3 => $"({Truth(next)} ? {Number(next)} : {Number(next)})",
            4 => $"({Number(next)} {Pick("??", "||", "&&")} {Number(next)})",
            5 => $"{Pick("Math.abs", "Math.ceil", "Math.floor", "Math.round", "Math.sign", "Math.sqrt", "Math.trunc", "round")}({Number(next)})",
            6 => $"round({Number(next)}, {Pick("0", "1", "2")})",
            7 => $"{Pick("Math.max", "Math.min")}({Number(next)}, {Number(next)})",
            8 => $"{Pick("sum", "average", "min", "max")}(supplies, {Row(row => Number(next), "row")})",
            9 => $"count(supplies, {Row(row => Truth(next), "row")})",
            10 => Reduce(next),
            11 => $"Number({Pick(Text(next), Truth(next), Number(next))})",
            12 => $"{Dates(next)}",
            13 => $"({Text(next)}).length",
            14 => $"({Text(next)}).{Pick("indexOf", "lastIndexOf")}({Text(next)})",
            15 => $"{Pick("parseInt", "parseFloat")}({Text(next)})",
            16 => $"supplies.findIndex({Row(row => Truth(next), "row")})",
            _ => $"{Pick("sum", "average", "min", "max")}([{Number(next)}, {Number(next)}])",
        };
    }

    private string Text(int depth)
    {
        if (depth >= Deepest || random.Next(5) == 0)
            return Pick("(name ?? '')", "(notes ?? 'x')", "'中文'", "''", "' 12 '", "'0x10'", "'ab'", "'İß'", "me.name", "me.division", "(barcode ?? '7')", "(record.state ?? '')", "today()", "(contact.phone ?? '')");
        var next = depth + 1;
        return random.Next(11) switch
        {
            0 => $"({Text(next)} + {Pick(Text(next), Number(next), Truth(next))})",
            1 => $"`${{{Text(next)}}}-${{{Pick(Number(next), Truth(next), Text(next))}}}`",
            2 => $"({Truth(next)} ? {Text(next)} : {Text(next)})",
            3 => $"({Text(next)}).{Pick("slice", "substring")}({Number(next)}, {Number(next)})",
            4 => $"({Text(next)}).{Pick("trim", "trimStart", "trimEnd", "toUpperCase", "toLowerCase")}()",
            5 => $"({Text(next)}).charAt({Number(next)})",
            6 => $"(({Text(next)}).at({Number(next)}) ?? '?')",
            7 => $"String({Pick(Number(next), Truth(next), Text(next))})",
            8 => $"(title(kind) ?? parent(kind) ?? {Text(next)})",
            9 => $"({List(next)}).join({Text(next)})",
            _ => $"(lookup(site, 'address') ?? {Text(next)})",
        };
    }

    private string Truth(int depth)
    {
        if (depth >= Deepest || random.Next(6) == 0)
            return Pick("agreed === true", "true", "false", "kind === 'cellar'", "name === null", "kinds.includes('indoor')", "on <= until", "on === today()", "isEmpty(photos)", "place?.latitude > 31");
        var next = depth + 1;
        return random.Next(14) switch
        {
            0 => $"({Number(next)} {Pick("<", "<=", ">", ">=", "===", "!==", "==", "!=")} {Number(next)})",
            1 => $"({Text(next)} {Pick("<", "<=", ">", ">=", "===", "!==")} {Text(next)})",
            2 or 3 => $"({Truth(next)} {Pick("&&", "||")} {Truth(next)})",
            4 => $"!{Truth(next)}",
            5 => $"supplies.{Pick("some", "every")}({Row(row => Truth(next), "row")})",
            6 => $"({Text(next)}).{Pick("includes", "startsWith", "endsWith")}({Text(next)})",
            7 => $"/^[a-z0-9]{{0,3}}$/i.test({Text(next)})",
            8 => $"Boolean({Pick(Number(next), Text(next))})",
            9 => $"Number.{Pick("isNaN", "isFinite", "isInteger")}({Number(next)})",
            10 => $"({List(next)}).includes({Number(next)})",
            11 => $"isEmpty({Pick(Number(next), Text(next), List(next))})",
            12 => $"(supplies.find({Row(row => Truth(next), "row")})?.needed === {Number(next)})",
            _ => $"(supplies[{Pick("0", "1", "-1", "0.5")}]?.onHand > {Number(next)})",
        };
    }

    private string List(int depth)
    {
        var next = depth + 1;
        if (depth >= Deepest)
            return "[1, null, 2]";
        return random.Next(8) switch
        {
            0 => $"[{Number(next)}, {Number(next)}]",
            1 or 2 => $"supplies.map({Row(row => Number(next), "row")})",
            3 => $"supplies.filter({Row(row => Truth(next), "row")}).map({Row(row => Number(next), "row")})",
            4 => $"({List(next)}).slice({Number(next)})",
            5 => $"({List(next)}).concat({Pick(Number(next), List(next))})",
            6 => $"distinct({List(next)})",
            _ => $"supplies.map({Row(row => $"sum({row}.parts, part => part.weight)", "row")})",
        };
    }

    private string Dates(int depth) => random.Next(5) switch
    {
        0 => $"daysBetween(on, {Pick("until", "today()")})",
        1 => $"monthsBetween(until, {Pick("on", "today()")})",
        2 => Pick("year(on)", "month(until)", "day(on)", "weekday(until)", "age(on)"),
        3 => $"year(addDays(on, {Number(depth)}))",
        _ => $"daysBetween(on, addMonths(until, {Number(depth)}))",
    };

    private string Reduce(int depth)
    {
        var (total, row) = (Name("sum"), Name("row"));
        _numbers.Add(total);
        _rows.Add(row);
        var body = Number(depth);
        _numbers.RemoveAt(_numbers.Count - 1);
        _rows.RemoveAt(_rows.Count - 1);
        return $"supplies.reduce(({total}, {row}) => {body}, {Number(depth)})";
    }

    private string Row(Func<string, string> body, string name)
    {
        var (row, index) = (Name(name), Name("i"));
        _rows.Add(row);
        _numbers.Add(index);
        var made = body(row);
        _numbers.RemoveAt(_numbers.Count - 1);
        _rows.RemoveAt(_rows.Count - 1);
        return $"({row}, {index}) => {made}";
    }

    private string Name(string stem) => $"{stem}{_names++}";

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
