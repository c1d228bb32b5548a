using System.Text;
using LowCode.Definitions.Messages;

namespace LowCode.Server.SignIn;

/// <summary>
/// Which passwords are taken: long enough, without the user's name, and none that people try first. No rules about which
/// kinds of characters are in it, and no date on which it ends: both make passwords worse.
/// </summary>
static class PasswordPolicy
{
    private const int Shortest = 12;
    private const int Longest = 128;

    private static readonly string[] Rows = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p"];
    private static readonly HashSet<string> Common = Load();

    /// <summary>What is wrong with a password; null when nothing is.</summary>
    public static Finding? Problem(string user, string password)
    {
        if (password.Length is < Shortest or > Longest)
            return Finding.Of(SignInMessages.PasswordLength, "password", ("min", Shortest), ("max", Longest));
        if (user.Length > 0 && password.Contains(user, StringComparison.OrdinalIgnoreCase))
            return Finding.Of(SignInMessages.PasswordIsName, "password");
        return IsCommon(password) ? Finding.Of(SignInMessages.PasswordCommon, "password") : null;
    }

    private static bool IsCommon(string password)
    {
        var folded = Fold(password);
        return folded.Distinct().Count() < 4 || Rows.Any(row => IsWithin(folded, row)) || IsRepeated(folded)
            || Common.Contains(Letters(folded)) || Common.Contains(Letters(password.ToLowerInvariant()));
    }

    // The characters that stand for letters, as those letters.
    private static string Fold(string password)
    {
        var folded = new StringBuilder(password.Length);
        foreach (var character in password.ToLowerInvariant())
            folded.Append(character switch { '@' or '4' when HasLetters(password) => 'a', '0' when HasLetters(password) => 'o', '$' => 's', _ => character });
        return folded.ToString();
    }

    private static bool HasLetters(string password) => password.Any(char.IsLetter);

    // What is left without the digits and signs with which people make a common word long enough.
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter));

    // A way along the keyboard or the alphabet, in either direction.
    private static bool IsWithin(string text, string row) =>
        (row + row).Contains(text, StringComparison.Ordinal) || string.Concat((row + row).Reverse()).Contains(text, StringComparison.Ordinal);

    private static bool IsRepeated(string text) => (text + text).IndexOf(text, 1, StringComparison.Ordinal) < text.Length;

    private static HashSet<string> Load()
    {
        using var stream = typeof(PasswordPolicy).Assembly.GetManifestResourceStream("CommonPasswords")!;
        using var text = new StreamReader(stream, Encoding.UTF8);
        return [.. text.ReadToEnd().Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];
    }
}
