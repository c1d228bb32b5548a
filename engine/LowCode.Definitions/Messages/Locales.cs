namespace LowCode.Definitions.Messages;

/// <summary>The languages of the product.</summary>
public static class Locales
{
    /// <summary>The first language: zh-CN.</summary>
    public const string Chinese = "zh-CN";

    /// <summary>The second language: en.</summary>
    public const string English = "en";

    /// <summary>True for <c>en</c>, <c>en-GB</c> and the like; everything else, null too, reads Chinese.</summary>
    public static bool IsEnglish(string? locale) =>
        locale is not null && (locale.Equals(English, StringComparison.OrdinalIgnoreCase)
            || locale.StartsWith("en-", StringComparison.OrdinalIgnoreCase));
}
