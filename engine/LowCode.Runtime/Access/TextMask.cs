using System.Globalization;

namespace LowCode.Runtime.Access;

/// <summary>
/// What is shown of a text that is masked: enough to tell two apart that one knows, never the whole. 张三丰 is 张**,
/// 13812345678 is 138****5678. Characters are what a reader takes for one.
/// </summary>
internal static class TextMask
{
    private const int LongestShort = 6;
    private const int Head = 3;
    private const int Tail = 4;
    private const string Middle = "****";

    /// <summary>
    /// Of up to six characters the first and a star for each other one (of a single one a star alone); of longer ones the
    /// first three, four stars, and the last four, or fewer where less than four would be left out.
    /// </summary>
    public static string Of(string text)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        var length = starts.Length;
        if (length == 0)
            return text;
        if (length <= LongestShort)
            return length == 1 ? "*" : text[..starts[1]] + new string('*', length - 1);
        var tail = Math.Min(Tail, length - Head - Middle.Length);
        return text[..starts[Head]] + Middle + (tail <= 0 ? "" : text[starts[length - tail]..]);
    }
}
