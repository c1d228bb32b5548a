namespace LowCode.Rules.Tests.Differential;

/// <summary>Where a random rule stands: what it may name there.</summary>
enum Place
{
    Record,
    Supply,
    Part,
    Option,
}

/// <summary>
/// Writes random rules over the corpus form "everything". Typed, so that most of them pass the checks; deterministic by
/// seed. Every operator, method and function of the language comes up (a test says so).
/// </summary>
sealed class RandomRules(Random random, Place place)
{
    const int Deepest = 4;

    static readonly string[] Letters = ["'中文'", "''", "' 12 '", "'0x10'", "'ab'", "'İß'", "'ΑΣ'", "'-1.5e2x'", "'1,2,3'", "'\\u00df\\ud83d'"];

    readonly List<string> _supplies = place is Place.Supply or Place.Part ? [""] : [];
    readonly List<string> _parts = place is Place.Part ? [""] : [];
    readonly List<string> _numbers = [];
    readonly List<string> _texts = [];
    int _names;

    /// <summary>A rule that gives a number, a text, a condition or a list; a condition for an option filter.</summary>
    public string Next() => place == Place.Option ? Truth(0) : random.Next(5) switch
    {
        0 => Number(0),
        1 => Text(0),
        2 => Truth(0),
        3 => List(0),
        _ => Anything(0),
    };

    string Anything(int depth) => random.Next(5) switch
    {
        0 => Number(depth),
        1 => Text(depth),
        2 => Truth(depth),
        3 => $"(({Truth(depth + 1)} ? {Text(depth + 1)} : {Number(depth + 1)}) + {Number(depth + 1)})",
        _ => Pick("null", "undefined", "place", "report", "supplies[0]", "place?.accuracy", "title(kind)", "parent(kind)", "kinds", "seen", "at", "me.roles", "owner", Date(depth)),
    };

    string Number(int depth)
    {
        if (depth >= Deepest || random.Next(5) == 0)
            return NumberLeaf();
        var next = depth + 1;
        return random.Next(27) switch
        {
            0 or 1 => $"({Number(next)} {Pick("+", "-", "*", "/", "%")} {Number(next)})",
            2 => $"({Pick("-", "+")}{Number(next)})",
            3 => $"({Truth(next)} ? {Number(next)} : {Number(next)})",
            4 => $"({Number(next)} {Pick("??", "||", "&&")} {Number(next)})",
            5 => $"{Pick("Math.abs", "Math.ceil", "Math.floor", "Math.round", "Math.sign", "Math.sqrt", "Math.trunc", "round")}({Number(next)})",
            6 => $"round({Number(next)}, {Pick("0", "1", "2", Number(next))})",
            7 => $"{Pick("Math.max", "Math.min")}({Number(next)}, {Pick(Number(next), $"{Number(next)}, {Number(next)}")})",
            8 => $"{Pick("sum", "average", "min", "max")}({Over(Number, next)})",
            9 => $"count({Over(Truth, next)})",
            10 => Reduce(next),
            11 => $"Number({Pick(Text(next), Truth(next), Number(next), "null")})",
            12 => OfDates(next),
            13 => $"({Text(next)}).length",
            14 => $"({Text(next)}).{Pick("indexOf", "lastIndexOf")}({Text(next)})",
            15 => $"{Pick("parseInt", "parseFloat")}({Pick(Text(next), Number(next))})",
            16 => $"parseInt({Text(next)}, {Pick("16", "2", "10", "36", "0", "7", Number(next))})",
            17 => $"{Rows()}.findIndex({Row(Truth, next)})",
            18 => $"({List(next)}).{Pick("indexOf")}({Number(next)})",
            19 => $"({List(next)}).{Pick("length", "length")}",
            20 => $"({Numbers(next)})[{Number(next)}]",
            21 => $"({Numbers(next)}).at({Number(next)})",
            22 => $"({Numbers(next)}).{Pick("find", "findIndex")}({Item(Truth, next, _numbers)})",
            23 => $"({Numbers(next)}).reduce({Total(next, _numbers)}, {Number(next)})",
            24 => $"(lookup({Site()}, 'capacity') ?? {Number(next)})",
            25 => $"{Pick("photos", "report", "signature")}{Pick("[0]", ".at(-1)", "[1]")}{Pick("?.", "?.", ".")}size",
            _ => $"{Pick("sum", "average", "min", "max", "count")}({Numbers(next)})",
        };
    }

    string NumberLeaf()
    {
        if (_numbers.Count > 0 && random.Next(3) == 0)
            return Of(_numbers);
        if (_supplies.Count > 0 && random.Next(2) == 0)
            return Of(_supplies) + Pick("needed", "onHand", "price");
        if (_parts.Count > 0 && random.Next(3) == 0)
            return Of(_parts) + "weight";
        return Pick("count", "price", "rate", "0", "1", "-1", "2.5", "0.1", "3", "1e21", "-0.5", "5e-324", "(count ?? 0)", "supplies.length", "total", "null", "place?.latitude", "(0 / 0)", "9007199254740993");
    }

    string Text(int depth)
    {
        if (depth >= Deepest || random.Next(5) == 0)
            return TextLeaf();
        var next = depth + 1;
        return random.Next(18) switch
        {
            0 => $"({Text(next)} + {Pick(Text(next), Number(next), Truth(next))})",
            1 => $"`${{{Text(next)}}}-${{{Pick(Number(next), Truth(next), Text(next), "null")}}}`",
            2 => $"({Truth(next)} ? {Text(next)} : {Text(next)})",
            3 => $"({Text(next)}).{Pick("slice", "substring")}({Number(next)}{Pick("", $", {Number(next)}")})",
            4 or 5 => $"({Text(next)}).{Pick("trim", "trimStart", "trimEnd", "toUpperCase", "toLowerCase")}()",
            6 => $"({Text(next)}).charAt({Number(next)})",
            7 => $"(({Text(next)}){Pick($".at({Number(next)})", $"[{Number(next)}]")} ?? '?')",
            8 => $"String({Pick(Number(next), Truth(next), Text(next), "null")})",
            9 => $"(title({Pick("kind", "kinds[0]")}) ?? parent(kind) ?? {Text(next)})",
            10 => $"({List(next)}).join({Pick("", Text(next))})",
            11 => $"({Text(next)}).concat({Pick(Text(next), Number(next))}, {Text(next)})",
            12 => $"(({Text(next)}).split({Pick("','", "'-'", Text(next))}).at({Number(next)}) ?? {Text(next)})",
            13 => $"({Text(next)} {Pick("||", "&&", "??")} {Text(next)})",
            14 => $"({Truth(next)}).toString === undefined ? '' : {Text(next)}", // no member of a boolean: the checks must refuse it
            15 => $"({Date(next)} ?? {Text(next)})",
            16 => $"kinds.map({Item(Text, next, _texts)}).join({Text(next)})",
            _ => $"(lookup({Site()}, {Pick("'address'", "'name'", "'opened'")}) ?? {Text(next)})",
        };
    }

    string TextLeaf()
    {
        if (_texts.Count > 0 && random.Next(2) == 0)
            return Of(_texts);
        if (_supplies.Count > 0 && random.Next(4) == 0)
            return $"({Of(_supplies)}{Pick("keeper.name", "item")} ?? '-')";
        if (_parts.Count > 0 && random.Next(3) == 0)
            return $"({Of(_parts)}name ?? '=')";
        if (place == Place.Option && random.Next(2) == 0)
            return Pick("option.code", "option.title", "(option.parent ?? '')");
        return random.Next(2) == 0 ? Pick(Letters)
            : Pick("(name ?? '')", "(notes ?? 'x')", "me.name", "me.division", "me.title", "me.roles[0]", "(barcode ?? '7')", "(record.state ?? '')", "(record.id ?? '')",
                "(record.division ?? '')", "(record.createdBy ?? '')", "today()", "now()", "(seen ?? '')", "(at ?? '')", "(contact.phone ?? '')",
                "(contact.home.street ?? '')", "(photos[0]?.name ?? 'none')", "(report.at(0)?.mediaType ?? '')", "(area ?? '')");
    }

    string Truth(int depth)
    {
        if (depth >= Deepest || random.Next(6) == 0)
            return TruthLeaf();
        var next = depth + 1;
        return random.Next(23) switch
        {
            0 => $"({Number(next)} {Pick("<", "<=", ">", ">=", "===", "!==", "==", "!=")} {Number(next)})",
            1 => $"({Text(next)} {Pick("<", "<=", ">", ">=", "===", "!==")} {Text(next)})",
            2 or 3 => $"({Truth(next)} {Pick("&&", "||")} {Truth(next)})",
            4 => $"!{Truth(next)}",
            5 => $"{Rows()}.{Pick("some", "every")}({Row(Truth, next)})",
            6 => $"({Text(next)}).{Pick("includes", "startsWith", "endsWith")}({Pick(Text(next), "'a'", "'b'", "'x'", "(name ?? '').at(1) ?? ''", "(notes ?? '').slice(-1)")})",
            7 => $"{Pick("/^[a-z0-9]{0,3}$/i", "/\\d+/", "/^(ab|中)+/", "/ß|İ/i", "/^\\s*$/")}.test({Text(next)})",
            8 => $"Boolean({Pick(Number(next), Text(next), List(next))})",
            9 => $"Number.{Pick("isNaN", "isFinite", "isInteger")}({Pick(Number(next), Text(next))})",
            10 => $"({List(next)}).includes({Number(next)})",
            11 => $"isEmpty({Anything(next)})",
            12 => $"({Rows()}.find({Row(Truth, next)})?.needed === {Number(next)})",
            13 => $"({Rows()}[{Pick("0", "1", "-1", "0.5")}]?.onHand > {Number(next)})",
            14 => $"({Date(next)} {Pick("<", "<=", ">", ">=", "===", "!==", "==")} {Date(next)})",
            15 => $"({Truth(next)} ? {Truth(next)} : {Truth(next)})",
            16 => $"(typeof {Anything(next)} === 'number')",
            17 => $"({Anything(next)} {Pick("===", "!==", "==", "!=")} {Pick("null", "undefined", Anything(next))})",
            18 => $"(kinds.{Pick("includes(kind ?? '')", "indexOf('cellar') > 0", "some(k => k === kind)", "every(k => k !== 'indoor')", "at(-1) === 'cellar'", "slice(1).length > 0", "concat(['indoor']).length === 2")})",
            19 => $"({Texts(next)}).{Pick("includes", "indexOf")}({Text(next)}) {Pick("> 0", "!== false")}",
            20 => $"({Texts(next)}).{Pick("some", "every")}({Item(Truth, next, _texts)})",
            21 => $"({Truth(next)} {Pick("===", "!==", "<", ">")} {Truth(next)})",
            _ => $"((lookup({Site()}, 'tags') ?? []).includes({Text(next)}))",
        };
    }

    string TruthLeaf() => place == Place.Option && random.Next(2) == 0
        ? Pick("option.code === kind", "option.parent === kind", "kinds.includes(option.code)", "option.title !== 'x'", "option.parent === null")
        : Pick("agreed === true", "agreed", "true", "false", "kind === 'cellar'", "name === null", "kinds.includes('indoor')", "on <= until", "on === today()", "isEmpty(photos)",
            "place?.latitude > 31", "place === null", "photos.length > 0", "me.roles.includes('inspector')", "record.state === 'draft'", "seen < now()", "record.createdAt <= now()", "at > '08:00:00'");

    string List(int depth) => depth >= Deepest ? "[1, null, 2]" : random.Next(5) switch
    {
        0 => Texts(depth + 1),
        1 => $"({Texts(depth + 1)}).concat({Numbers(depth + 1)})",
        2 => $"{Rows()}.map({Row(random.Next(2) == 0 ? Text : Truth, depth + 1)})",
        _ => Numbers(depth + 1),
    };

    string Numbers(int depth)
    {
        var next = depth + 1;
        if (depth >= Deepest)
            return "[1, null, 2]";
        return random.Next(11) switch
        {
            0 => $"[{Number(next)}, {Number(next)}]",
            1 or 2 => $"{Rows()}.map({Row(Number, next)})",
            3 => $"{Rows()}.filter({Row(Truth, next)}).map({Row(Number, next)})",
            4 => $"({Numbers(next)}).slice({Pick("", Number(next), $"{Number(next)}, {Number(next)}")})",
            5 => $"({Numbers(next)}).concat({Pick(Number(next), Numbers(next))})",
            6 => $"distinct({Pick(Numbers(next), Over(Number, next))})",
            7 => $"({Numbers(next)}).filter({Item(Truth, next, _numbers)})",
            8 => $"({Numbers(next)}).map({Item(Number, next, _numbers)})",
            9 => $"{Rows()}.map({Row(Inner, next)})",
            _ => $"{Rows()}.slice({Number(next)}).map({Row(Number, next)})",
        };
    }

    string Texts(int depth)
    {
        var next = depth + 1;
        if (depth >= Deepest)
            return "['a', 'b']";
        return random.Next(8) switch
        {
            0 => $"({Text(next)}).split({Pick("','", "''", Text(next))})",
            1 => $"[{Text(next)}, {Text(next)}]",
            2 => "kinds.map(k => title(k) ?? k)",
            3 => $"({Texts(next)}).filter({Item(Truth, next, _texts)})",
            4 => $"distinct(({Texts(next)}).map({Item(Text, next, _texts)}))",
            5 => $"({Texts(next)}).slice({Number(next)})",
            6 => "title(kinds)",
            _ => Pick("me.roles", "kinds", "photos.map(p => p.name)"),
        };
    }

    string Date(int depth)
    {
        var next = depth + 1;
        return depth >= Deepest ? Pick("on", "until", "today()") : random.Next(7) switch
        {
            0 => $"{Pick("addDays", "addMonths", "addYears")}({Date(next)}, {Number(next)})",
            1 => $"date({Number(next)}, {Number(next)}, {Number(next)})",
            2 => $"date(2024, {Pick("2", "13", "month(on)", "6.5")}, {Pick("29", "30", "1", Number(next))})",
            3 => $"({Truth(next)} ? {Date(next)} : {Date(next)})",
            _ => Pick("on", "until", "today()", "lookup(site, 'opened')", $"{Pick("min", "max")}([on, until])"),
        };
    }

    string OfDates(int depth) => random.Next(6) switch
    {
        0 => $"daysBetween({Date(depth)}, {Date(depth)})",
        1 => $"monthsBetween({Date(depth)}, {Date(depth)})",
        2 => $"{Pick("year", "month", "day", "weekday", "age")}({Date(depth)})",
        3 => $"age({Date(depth)}, {Date(depth)})",
        _ => $"hoursBetween({Pick("seen", "now()", "record.createdAt")}, {Pick("seen", "now()", "record.createdAt")})",
    };

    // The record's supplies; what lies in them is reached through a row of them.
    static string Rows() => "supplies";

    string Inner(int depth)
    {
        var supply = Of(_supplies);
        var part = Name("part");
        _parts.Add(part + ".");
        var body = Number(depth);
        _parts.RemoveAt(_parts.Count - 1);
        return random.Next(3) switch
        {
            0 => $"{Pick("sum", "max", "average")}({supply}parts, {part} => {body})",
            1 => $"{supply}parts.reduce((all, {part}) => all + ({body}), {NumberLeaf()})",
            _ => $"({supply}parts[{Pick("0", "1")}]?.weight ?? {supply}parts.length)",
        };
    }

    string Over(Func<int, string> body, int depth) => random.Next(4) == 0 && body == Number
        ? $"{Numbers(depth)}"
        : $"{Rows()}, {Row(body, depth)}";

    string Reduce(int depth) => $"{Rows()}.reduce({WithTotal(depth, () => Row(Number, depth, Last(_numbers)))}, {Number(depth)})";

    string Total(int depth, List<string> items) => WithTotal(depth, () => Item(Number, depth, items, Last(_numbers)));

    string WithTotal(int depth, Func<string> arrow)
    {
        _numbers.Add(Name("total"));
        var made = arrow();
        _numbers.RemoveAt(_numbers.Count - 1);
        return made;
    }

    string Row(Func<int, string> body, int depth) => Row(body, depth, null);

    string Row(Func<int, string> body, int depth, string? first)
    {
        var (row, index) = (Name("row"), Name("i"));
        _supplies.Add(row + ".");
        _numbers.Add(index);
        var made = body(depth);
        _numbers.RemoveAt(_numbers.Count - 1);
        _supplies.RemoveAt(_supplies.Count - 1);
        return $"({(first is null ? "" : first + ", ")}{row}, {index}) => {made}";
    }

    string Item(Func<int, string> body, int depth, List<string> items) => Item(body, depth, items, null);

    string Item(Func<int, string> body, int depth, List<string> items, string? first)
    {
        var (item, index) = (Name("item"), Name("i"));
        items.Add(item);
        _numbers.Add(index);
        var made = body(depth);
        _numbers.Remove(index);
        items.Remove(item);
        return $"({(first is null ? "" : first + ", ")}{item}, {index}) => {made}";
    }

    string Site() => _supplies.Count > 0 && random.Next(2) == 0 ? Of(_supplies) + "store" : "site";

    string Name(string stem) => $"{stem}{_names++}";

    static string Last(List<string> names) => names[^1];

    string Of(List<string> names) => names[random.Next(names.Count)];

    string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
