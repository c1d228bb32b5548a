using System.Collections.Immutable;
using LowCode.Rules;

namespace LowCode.Benchmarks.Sample;

/// <summary>
/// Sixty rules, half conditions and half values, each half in the proportions of what templates/ had when they were
/// chosen: 203 conditions, 50 values and points. Of 30 conditions there and (here): a comparison of a choice 16.7 (16),
/// nothing else than one 10.3 (9), &amp;&amp; or || 7.5 (9), a comparison with a number 6.1 (6), of two fields 3.5 (4),
/// with null 3.8 (4), <c>me</c> or <c>record</c> 3.3 (3), today() 1.6 (1), includes 3.1 (4), an arrow function 0.6 (2), a
/// pattern none (1). Of 30 values: arithmetic 10.8 (13), arrow functions 7.8 (10), a conditional 5.4 (6), today() 6 (6),
/// constants 5.4 (3), null 4.2 (5), length 4.2 (5), <c>??</c> 0.6 (3), a template text none (1). Left out are what the
/// other engines have nothing for: lookups in referenced records (2.8 %) and filters of options (3.2 %). A check is asked
/// of filled fields, so the dates that two fields are compared by are always there.
/// </summary>
static class SampleRules
{
    public static ImmutableArray<SampleRule> All { get; } =
    [
        Visible("c1 === 'yes'"),
        Visible("c2 === 'yes'"),
        Visible("c3 === 'yes'"),
        Visible("c4 === 'no'"),
        Visible("c5 === 'yes'"),
        Visible("c6 !== 'na'"),
        Visible("c7 === 'yes'"),
        Visible("c8 === 'no'"),
        Visible("c9 !== 'yes'"),
        Visible("c1 === 'yes' && c11 === 'yes'"),
        Visible("c12 === 'yes' || c12 === 'na'"),
        Visible("c13 === 'no' || c14 === 'no'"),
        Visible("c15 === 'yes' && (c16 === 'no' || c16 === 'na')"),
        Visible("c17 === 'yes' && c18 === 'yes' && c19 === 'yes'"),
        Visible("n1 > 0 && c20 === 'no'"),
        Visible("x1 > 10 && c21 === 'yes'"),
        Visible("n2 >= 2"),
        Visible("n3 > 0"),
        Visible("n4 === 100"),
        Required("c22 !== 'estate' || n5 >= 200"),
        Visible("d1 !== null && c23 === 'yes'"),
        Visible("d2 !== null"),
        Check("n7", "n6 === null || n7 <= n6"),
        Check("d3", "d3 <= today()"),
        Check("d4", "d4 >= d3"),
        Visible("['estate', 'garage', 'basement'].includes(c24)"),
        Readonly("!['draft', 'supplement'].includes(record.state ?? 'draft') || !me.roles.includes('reviewer')"),
        Visible("m1.includes('other') || m2.includes('other')"),
        Required("supplies.some(row => row.needed > row.onHand) && people.every(row => row.paired === 'yes')"),
        Required("t1 !== null && /^1[3-9][0-9]{9}$/.test(t1)"),

        Value("date", "today()"),
        Value("date", "addDays(d3, 14)"),
        Value("choice", "'general'"),
        Value("choice", "'piece'"),
        Value("boolean", "true"),
        Value("integer", "Number(today().slice(0, 4))"),
        Value("choice", "today().slice(5) >= '06-01' && today().slice(5) <= '09-30' ? 'inSeason' : 'preSeason'"),
        Value("choice", "c40 === null ? null : c40.endsWith('Blue') ? 'IV' : c40.endsWith('Yellow') ? 'III' : c40.endsWith('Orange') ? 'II' : 'I'"),
        Value("integer", "[c1, c2, c3, c4, c5, c6].filter(answer => answer === 'no').length"),
        Value("integer", "[c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35, c36].filter(answer => answer === 'no').length"),
        Value("integer", "Math.max(0, n10 - n11)"),
        Value("integer", "supplies.reduce((sum, row) => sum + Math.max(0, row.needed - row.onHand), 0)"),
        Value("integer", "people.reduce((sum, row) => sum + row.persons, 0)"),
        Value("integer", "people.filter(row => row.paired === 'no').length"),
        Value("integer", "count(supplies, row => row.expiresOn !== null && row.expiresOn < today())"),
        Value("decimal", "sum(supplies, row => row.needed * row.price)"),
        Value("integer", "n12 === null ? null : Math.max(0, n13 - n12)"),
        Value("decimal", "n14 > 0 && x2 !== null ? Math.round(x2 / n14 * 100) / 100 : null"),
        Value("decimal", "n15 > 0 ? Math.round(n16 / n15 * 1000) / 10 : null"),
        Value("integer", "d5 === null ? null : Math.max(0, daysBetween(d3, d5))"),
        Value("integer", "Math.min(n17 ?? n18 ?? n19 ?? 0, n20 ?? 0)"),
        Value("integer", "people.length === 0 ? null : people.reduce((last, row) => Math.max(last, row.persons), 0)"),
        Value("text", "`${t3 ?? ''}（${n22 ?? 0}人）`"),
        Value("text", "me.title"),
        Points("13 + n21"),
        Points("round(x3 * n23 + (x4 ?? 0), 2)"),
        Points("m3.length * 3"),
        Points("Math.max(0, 10 - 2 * supplies.filter(row => row.onHand < row.needed).length)"),
        Points("people.filter(row => row.group === 'elderly').reduce((sum, row) => sum + row.persons, 0)"),
        Points("-people.filter(row => row.group !== 'elderly').reduce((sum, row) => sum + row.persons, 0)"),
    ];

    private static SampleRule Visible(string text) => new(text, RuleUse.Condition, "visible");

    private static SampleRule Required(string text) => new(text, RuleUse.Condition, "required");

    private static SampleRule Readonly(string text) => new(text, RuleUse.Condition, "readonly");

    private static SampleRule Check(string field, string text) => new(text, RuleUse.Condition, "check", field);

    private static SampleRule Value(string type, string text) => new(text, RuleUse.Value, type);

    private static SampleRule Points(string text) => new(text, RuleUse.Number, "decimal");
}
