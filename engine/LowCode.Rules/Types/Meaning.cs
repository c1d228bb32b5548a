using LowCode.Definitions.Model;

namespace LowCode.Rules.Types;

/// <summary>What a text stands for. It changes nothing in how the text behaves; it lets checks see mistakes.</summary>
internal abstract record Meaning
{
    /// <summary>A calendar date, <c>2026-06-01</c>.</summary>
    internal sealed record Date : Meaning;

    /// <summary>A time of day, <c>08:30:00</c>.</summary>
    internal sealed record Time : Meaning;

    /// <summary>An instant, <c>2026-06-01T00:30:00.000Z</c>.</summary>
    internal sealed record Instant : Meaning;

    /// <summary>A code of an option list.</summary>
    internal sealed record Choice(string Name, OptionListDefinition List) : Meaning;

    /// <summary>The id of a record of a form.</summary>
    internal sealed record Reference(string Form) : Meaning;

    /// <summary>Any date.</summary>
    public static readonly Meaning IsDate = new Date();

    /// <summary>Any time.</summary>
    public static readonly Meaning IsTime = new Time();

    /// <summary>Any instant.</summary>
    public static readonly Meaning IsInstant = new Instant();
}
