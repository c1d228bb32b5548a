using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Benchmarks.Sample;

/// <summary>The sixty rules as somebody would write them in C# over a class. Each stands for itself.</summary>
static class HandOverRecords
{
    public static void Answer(SampleRecord r, RuleContext context, Answers answers)
    {
        var h = answers.Holds;
        h[0] = r.C1 == "yes";
        h[1] = r.C2 == "yes";
        h[2] = r.C3 == "yes";
        h[3] = r.C4 == "no";
        h[4] = r.C5 == "yes";
        h[5] = r.C6 != "na";
        h[6] = r.C7 == "yes";
        h[7] = r.C8 == "no";
        h[8] = r.C9 != "yes";
        h[9] = r.C1 == "yes" && r.C11 == "yes";
        h[10] = r.C12 is "yes" or "na";
        h[11] = r.C13 == "no" || r.C14 == "no";
        h[12] = r.C15 == "yes" && r.C16 is "no" or "na";
        h[13] = r.C17 == "yes" && r.C18 == "yes" && r.C19 == "yes";
        h[14] = r.N1 > 0 && r.C20 == "no";
        h[15] = r.X1 > 10 && r.C21 == "yes";
        h[16] = r.N2 >= 2;
        h[17] = r.N3 > 0;
        h[18] = r.N4 == 100;
        h[19] = r.C22 != "estate" || r.N5 >= 200;
        h[20] = r.D1 is not null && r.C23 == "yes";
        h[21] = r.D2 is not null;
        h[22] = r.N6 is null || (r.N7 ?? 0) <= r.N6;
        h[23] = r.D3!.Value <= context.Today;
        h[24] = r.D4!.Value >= r.D3!.Value;
        h[25] = r.C24 is "estate" or "garage" or "basement";
        h[26] = (context.Record.State ?? "draft") is not ("draft" or "supplement") || !context.Me.Roles.Contains("reviewer");
        h[27] = r.M1?.Contains("other") == true || r.M2?.Contains("other") == true;
        h[28] = SomeShort(r.Supplies) && AllPaired(r.People);
        h[29] = Hand.IsMobile(r.T1);

        var v = answers.Values;
        v[0] = Value.Of(context.Today);
        v[1] = Value.Of(r.D3!.Value.AddDays(14));
        v[2] = Value.Of("general");
        v[3] = Value.Of("piece");
        v[4] = Value.Of(true);
        v[5] = Value.Of((long)context.Today.Year);
        v[6] = Value.Of(Hand.Season(context.Today));
        v[7] = Value.Of(Hand.ResponseOf(r.C40));
        v[8] = Value.Of(CountNo(r.C1, r.C2, r.C3, r.C4, r.C5, r.C6));
        v[9] = Value.Of(CountNo(r.C25, r.C26, r.C27, r.C28, r.C29, r.C30, r.C31, r.C32, r.C33, r.C34, r.C35, r.C36));
        v[10] = Value.Of(Math.Max(0, (r.N10 ?? 0) - (r.N11 ?? 0)));
        v[11] = Value.Of(Short(r.Supplies));
        v[12] = Value.Of(CountPersons(r.People));
        v[13] = Value.Of(CountUnpaired(r.People));
        v[14] = Value.Of(CountExpired(r.Supplies, context.Today));
        v[15] = Value.Of(Cost(r.Supplies));
        v[16] = r.N12 is null ? Value.Empty : Value.Of(Math.Max(0, (r.N13 ?? 0) - (r.N12 ?? 0)));
        v[17] = r.N14 > 0 && r.X2 is { } area ? Value.Of(Hand.Share((double)area, r.N14.Value, 100)) : Value.Empty;
        v[18] = r.N15 > 0 ? Value.Of(Hand.Percent(r.N16 ?? 0, r.N15.Value)) : Value.Empty;
        v[19] = r.D5 is { } done ? Value.Of((long)Math.Max(0, done.DayNumber - r.D3!.Value.DayNumber)) : Value.Empty;
        v[20] = Value.Of(Math.Min(r.N17 ?? r.N18 ?? r.N19 ?? 0, r.N20 ?? 0));
        v[21] = Most(r.People);
        v[22] = Value.Of($"{r.T3}（{r.N22 ?? 0}人）");
        v[23] = Value.Of(context.Me.Title);

        var p = answers.Points;
        p[0] = 13 + (r.N21 ?? 0);
        p[1] = ((r.X3 ?? 0) * (r.N23 ?? 0)) + (r.X4 ?? 0);
        p[2] = (r.M3?.Length ?? 0) * 3;
        p[3] = Math.Max(0, 10 - (2 * CountShort(r.Supplies)));
        p[4] = CountPersons(r.People, elderly: true);
        p[5] = -CountPersons(r.People, elderly: false);
    }

    private static bool SomeShort(SupplyRow[] supplies)
    {
        foreach (var row in supplies)
        {
            if ((row.Needed ?? 0) > (row.OnHand ?? 0))
                return true;
        }
        return false;
    }

    private static bool AllPaired(PeopleRow[] people)
    {
        foreach (var row in people)
        {
            if (row.Paired != "yes")
                return false;
        }
        return true;
    }

    private static long CountNo(params ReadOnlySpan<string?> answers)
    {
        var count = 0;
        foreach (var answer in answers)
            count += answer == "no" ? 1 : 0;
        return count;
    }

    private static long Short(SupplyRow[] supplies)
    {
        var sum = 0L;
        foreach (var row in supplies)
            sum += Math.Max(0, (row.Needed ?? 0) - (row.OnHand ?? 0));
        return sum;
    }

    private static long CountShort(SupplyRow[] supplies)
    {
        var count = 0;
        foreach (var row in supplies)
            count += (row.OnHand ?? 0) < (row.Needed ?? 0) ? 1 : 0;
        return count;
    }

    private static long CountExpired(SupplyRow[] supplies, DateOnly today)
    {
        var count = 0;
        foreach (var row in supplies)
            count += row.ExpiresOn < today ? 1 : 0;
        return count;
    }

    private static decimal Cost(SupplyRow[] supplies)
    {
        var sum = 0m;
        foreach (var row in supplies)
            sum += (row.Needed ?? 0) * (row.Price ?? 0);
        return sum;
    }

    private static long CountPersons(PeopleRow[] people)
    {
        var sum = 0L;
        foreach (var row in people)
            sum += (row.Persons ?? 0);
        return sum;
    }

    private static long CountPersons(PeopleRow[] people, bool elderly)
    {
        var sum = 0L;
        foreach (var row in people)
            sum += (row.Group == "elderly") == elderly ? (row.Persons ?? 0) : 0;
        return sum;
    }

    private static long CountUnpaired(PeopleRow[] people)
    {
        var count = 0;
        foreach (var row in people)
            count += row.Paired == "no" ? 1 : 0;
        return count;
    }

    private static Value Most(PeopleRow[] people)
    {
        if (people.Length == 0)
            return Value.Empty;
        var most = 0L;
        foreach (var row in people)
            most = Math.Max(most, (row.Persons ?? 0));
        return Value.Of(most);
    }
}
