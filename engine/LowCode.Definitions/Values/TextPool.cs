using System.Text;

namespace LowCode.Definitions.Values;

/// <summary>
/// Makes texts of UTF-8 bytes and gives short ones that come again and again (option codes, division codes, names) as
/// the same string, so that a million records do not hold them a million times. Thread-safe; two threads may each make
/// a string of the same text.
/// </summary>
public sealed class TextPool
{
    private const int Longest = 48;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly RecurringTexts<string> _known;

    /// <summary>An empty pool.</summary>
    /// <param name="capacity">How many texts it keeps at most; a power of two.</param>
    public TextPool(int capacity) => _known = new RecurringTexts<string>(capacity, Longest);

    /// <summary>The text of some UTF-8 bytes.</summary>
    /// <exception cref="FormatException">They are not UTF-8.</exception>
    public string this[ReadOnlySpan<byte> utf8]
    {
        get
        {
            if (_known.TryFind(utf8, out var known))
                return known;
            var text = Decode(utf8);
            _known.Keep(utf8, text);
            return text;
        }
    }

    /// <summary>The text of some UTF-8 bytes, new.</summary>
    /// <exception cref="FormatException">They are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException failure)
        {
            throw new FormatException(failure.Message, failure);
        }
    }
}
