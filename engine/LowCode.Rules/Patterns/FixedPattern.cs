using System.Buffers;
using System.Globalization;

namespace LowCode.Rules.Patterns;

/// <summary>
/// A pattern of the form <c>^[…][…]{9}$</c>: a set for each character of a text of one length. Most patterns of forms
/// are (telephone numbers, codes), and looking characters up takes a tenth of the time of an automaton. Thread-safe.
/// </summary>
internal sealed class FixedPattern
{
    private const int Longest = 64;

    private readonly SearchValues<char>[] _sets;

    private FixedPattern(SearchValues<char>[] sets) => _sets = sets;

    public bool Matches(string text)
    {
        if (text.Length != _sets.Length)
            return false;
        for (var i = 0; i < _sets.Length; i++)
        {
            if (!_sets[i].Contains(text[i]))
                return false;
        }
        return true;
    }

    /// <summary>Follows the reading of a pattern; gives up as soon as it is of another form.</summary>
    internal sealed class Reading
    {
        private readonly List<CharacterSet> _sets = [];
        private bool _starts;
        private bool _ends;
        private bool _isOther;

        /// <summary>How many characters have been read; may be set back.</summary>
        public int Count
        {
            get => _sets.Count;
            set => _sets.RemoveRange(value, _sets.Count - value);
        }

        public void Start()
        {
            _isOther |= _sets.Count > 0 || _starts;
            _starts = true;
        }

        public void End()
        {
            _isOther |= _ends;
            _ends = true;
        }

        public void Add(CharacterSet set)
        {
            _isOther |= _ends || _sets.Count == Longest;
            if (!_isOther)
                _sets.Add(set);
        }

        /// <summary>The characters read since <paramref name="before"/> are repeated.</summary>
        public void Repeat(int before, string quantifier)
        {
            if (_isOther || !int.TryParse(quantifier.AsSpan().Trim("{}"), NumberStyles.None, CultureInfo.InvariantCulture, out var times) || times > Longest)
            {
                _isOther = true;
                return;
            }
            var repeated = _sets.GetRange(before, _sets.Count - before);
            Count = before;
            for (var i = 0; i < times; i++)
                repeated.ForEach(Add);
        }

        public void Refuse() => _isOther = true;

        public FixedPattern? ToPattern() => !_isOther && _starts && _ends ? new FixedPattern([.. _sets.Select(set => set.ToValues())]) : null;
    }
}
