using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Benchmarks.Sample;

/// <summary>The sixty rules as somebody would write them in C# over a row's slots. Each stands for itself.</summary>
static class HandOverRows
{
    private static readonly Shape Shape = SampleForm.WithRulesApart().Form.Shape;
    private static readonly int
        C1 = At("c1"), C2 = At("c2"), C3 = At("c3"), C4 = At("c4"), C5 = At("c5"), C6 = At("c6"), C7 = At("c7"), C8 = At("c8"), C9 = At("c9"),
        C11 = At("c11"), C12 = At("c12"), C13 = At("c13"), C14 = At("c14"), C15 = At("c15"), C16 = At("c16"), C17 = At("c17"), C18 = At("c18"),
        C19 = At("c19"), C20 = At("c20"), C21 = At("c21"), C22 = At("c22"), C23 = At("c23"), C24 = At("c24"), C25 = At("c25"), C36 = At("c36"), C40 = At("c40"),
        N1 = At("n1"), N2 = At("n2"), N3 = At("n3"), N4 = At("n4"), N5 = At("n5"), N6 = At("n6"), N7 = At("n7"), N10 = At("n10"), N11 = At("n11"),
        N12 = At("n12"), N13 = At("n13"), N14 = At("n14"), N15 = At("n15"), N16 = At("n16"), N17 = At("n17"), N18 = At("n18"), N19 = At("n19"),
        N20 = At("n20"), N21 = At("n21"), N22 = At("n22"), N23 = At("n23"), X1 = At("x1"), X2 = At("x2"), X3 = At("x3"), X4 = At("x4"),
        D1 = At("d1"), D2 = At("d2"), D3 = At("d3"), D4 = At("d4"), D5 = At("d5"), M1 = At("m1"), M2 = At("m2"), M3 = At("m3"), T1 = At("t1"), T3 = At("t3"),
        Supplies = At("supplies"), Needed = Column("supplies", "needed"), OnHand = Column("supplies", "onHand"), Price = Column("supplies", "price"),
        ExpiresOn = Column("supplies", "expiresOn"), People = At("people"), Group = Column("people", "group"), Persons = Column("people", "persons"),
        Paired = Column("people", "paired");

    public static void Answer(Row r, RuleContext context, Answers answers)
    {
        var h = answers.Holds;
        h[0] = Text(r, C1) == "yes";
        h[1] = Text(r, C2) == "yes";
        h[2] = Text(r, C3) == "yes";
        h[3] = Text(r, C4) == "no";
        h[4] = Text(r, C5) == "yes";
        h[5] = Text(r, C6) != "na";
        h[6] = Text(r, C7) == "yes";
        h[7] = Text(r, C8) == "no";
        h[8] = Text(r, C9) != "yes";
        h[9] = Text(r, C1) == "yes" && Text(r, C11) == "yes";
        h[10] = Text(r, C12) is "yes" or "na";
        h[11] = Text(r, C13) == "no" || Text(r, C14) == "no";
        h[12] = Text(r, C15) == "yes" && Text(r, C16) is "no" or "na";
        h[13] = Text(r, C17) == "yes" && Text(r, C18) == "yes" && Text(r, C19) == "yes";
        h[14] = Integer(r, N1) > 0 && Text(r, C20) == "no";
        h[15] = Decimal(r, X1) > 10 && Text(r, C21) == "yes";
        h[16] = Integer(r, N2) >= 2;
        h[17] = Integer(r, N3) > 0;
        h[18] = Integer(r, N4) == 100;
        h[19] = Text(r, C22) != "estate" || Integer(r, N5) >= 200;
        h[20] = !r[D1].IsEmpty && Text(r, C23) == "yes";
        h[21] = !r[D2].IsEmpty;
        h[22] = r[N6].IsEmpty || Integer(r, N7) <= r[N6].AsInteger();
        h[23] = r[D3].AsDate() <= context.Today;
        h[24] = r[D4].AsDate() >= r[D3].AsDate();
        h[25] = Text(r, C24) is "estate" or "garage" or "basement";
        h[26] = (context.Record.State ?? "draft") is not ("draft" or "supplement") || !context.Me.Roles.Contains("reviewer");
        h[27] = r[M1].AsCodes().Contains("other") || r[M2].AsCodes().Contains("other");
        h[28] = SomeShort(r[Supplies].AsRows()) && AllPaired(r[People].AsRows());
        h[29] = Hand.IsMobile(Text(r, T1));

        var v = answers.Values;
        v[0] = Value.Of(context.Today);
        v[1] = Value.Of(r[D3].AsDate().AddDays(14));
        v[2] = Value.Of("general");
        v[3] = Value.Of("piece");
        v[4] = Value.Of(true);
        v[5] = Value.Of((long)context.Today.Year);
        v[6] = Value.Of(Hand.Season(context.Today));
        v[7] = Value.Of(Hand.ResponseOf(Text(r, C40)));
        v[8] = Value.Of(CountNo(r, C1, C6));
        v[9] = Value.Of(CountNo(r, C25, C36));
        v[10] = Value.Of(Math.Max(0, Integer(r, N10) - Integer(r, N11)));
        v[11] = Value.Of(Short(r[Supplies].AsRows()));
        v[12] = Value.Of(CountPersons(r[People].AsRows()));
        v[13] = Value.Of(CountUnpaired(r[People].AsRows()));
        v[14] = Value.Of(CountExpired(r[Supplies].AsRows(), context.Today));
        v[15] = Value.Of(Cost(r[Supplies].AsRows()));
        v[16] = r[N12].IsEmpty ? Value.Empty : Value.Of(Math.Max(0, Integer(r, N13) - Integer(r, N12)));
        v[17] = Integer(r, N14) > 0 && !r[X2].IsEmpty ? Value.Of(Hand.Share(r[X2].AsDouble(), Integer(r, N14), 100)) : Value.Empty;
        v[18] = Integer(r, N15) > 0 ? Value.Of(Hand.Percent(Integer(r, N16), Integer(r, N15))) : Value.Empty;
        v[19] = r[D5].IsEmpty ? Value.Empty : Value.Of((long)Math.Max(0, r[D5].AsDate().DayNumber - r[D3].AsDate().DayNumber));
        v[20] = Value.Of(Math.Min(Integer(r, !r[N17].IsEmpty ? N17 : !r[N18].IsEmpty ? N18 : N19), Integer(r, N20)));
        v[21] = Most(r[People].AsRows());
        v[22] = Value.Of($"{Text(r, T3)}（{Integer(r, N22)}人）");
        v[23] = Value.Of(context.Me.Title);

        var p = answers.Points;
        p[0] = 13 + Integer(r, N21);
        p[1] = (Decimal(r, X3) * Integer(r, N23)) + Decimal(r, X4);
        p[2] = r[M3].AsCodes().Length * 3;
        p[3] = Math.Max(0, 10 - (2 * CountShort(r[Supplies].AsRows())));
        p[4] = CountPersons(r[People].AsRows(), elderly: true);
        p[5] = -CountPersons(r[People].AsRows(), elderly: false);
    }

    private static int At(string path) => Shape[path].Index;

    private static int Column(string table, string path) => Shape[table].Rows![path].Index;

    private static string? Text(Row row, int slot) => row[slot] is { IsEmpty: false } value ? value.AsText() : null;

    private static long Integer(Row row, int slot) => row[slot] is { IsEmpty: false } value ? value.AsInteger() : 0;

    private static decimal Decimal(Row row, int slot) => row[slot] is { IsEmpty: false } value ? value.AsDecimal() : 0;

    private static bool SomeShort(ReadOnlySpan<Row> supplies)
    {
        foreach (var row in supplies)
        {
            if (Integer(row, Needed) > Integer(row, OnHand))
                return true;
        }
        return false;
    }

    private static bool AllPaired(ReadOnlySpan<Row> people)
    {
        foreach (var row in people)
        {
            if (Text(row, Paired) != "yes")
                return false;
        }
        return true;
    }

    private static long CountNo(Row row, int first, int last)
    {
        var count = 0;
        for (var slot = first; slot <= last; slot++)
            count += Text(row, slot) == "no" ? 1 : 0;
        return count;
    }

    private static long Short(ReadOnlySpan<Row> supplies)
    {
        var sum = 0L;
        foreach (var row in supplies)
            sum += Math.Max(0, Integer(row, Needed) - Integer(row, OnHand));
        return sum;
    }

    private static long CountShort(ReadOnlySpan<Row> supplies)
    {
        var count = 0;
        foreach (var row in supplies)
            count += Integer(row, OnHand) < Integer(row, Needed) ? 1 : 0;
        return count;
    }

    private static long CountExpired(ReadOnlySpan<Row> supplies, DateOnly today)
    {
        var count = 0;
        foreach (var row in supplies)
            count += row[ExpiresOn] is { IsEmpty: false } expires && expires.AsDate() < today ? 1 : 0;
        return count;
    }

    private static decimal Cost(ReadOnlySpan<Row> supplies)
    {
        var sum = 0m;
        foreach (var row in supplies)
            sum += Integer(row, Needed) * Decimal(row, Price);
        return sum;
    }

    private static long CountPersons(ReadOnlySpan<Row> people)
    {
        var sum = 0L;
        foreach (var row in people)
            sum += Integer(row, Persons);
        return sum;
    }

    private static long CountPersons(ReadOnlySpan<Row> people, bool elderly)
    {
        var sum = 0L;
        foreach (var row in people)
            sum += (Text(row, Group) == "elderly") == elderly ? Integer(row, Persons) : 0;
        return sum;
    }

    private static long CountUnpaired(ReadOnlySpan<Row> people)
    {
        var count = 0;
        foreach (var row in people)
            count += Text(row, Paired) == "no" ? 1 : 0;
        return count;
    }

    private static Value Most(ReadOnlySpan<Row> people)
    {
        if (people.IsEmpty)
            return Value.Empty;
        var most = 0L;
        foreach (var row in people)
            most = Math.Max(most, Integer(row, Persons));
        return Value.Of(most);
    }
}
