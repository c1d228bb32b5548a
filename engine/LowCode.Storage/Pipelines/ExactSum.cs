using System.Numerics;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;

namespace LowCode.Storage.Pipelines;

/// <summary>
/// The sum of numbers, exact whatever their size and order: those with equally many places are added as whole numbers,
/// 2³¹ of which fit.
/// </summary>
internal sealed class ExactSum
{
    private Int128[] _byPlaces = new Int128[1];

    public long Count { get; private set; }

    /// <summary>Adds a number; empty is passed over.</summary>
    public void Add(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Integer:
                _byPlaces[0] += value.AsInteger();
                Count++;
                break;
            case ValueKind.Decimal:
                var number = value.AsDecimal();
                if (number.Scale >= _byPlaces.Length)
                    Array.Resize(ref _byPlaces, number.Scale + 1);
                _byPlaces[number.Scale] += ExactDecimal.Digits(number);
                Count++;
                break;
            default: break;
        }
    }

    public void Add(ExactSum other)
    {
        if (other._byPlaces.Length > _byPlaces.Length)
            Array.Resize(ref _byPlaces, other._byPlaces.Length);
        for (var places = 0; places < other._byPlaces.Length; places++)
            _byPlaces[places] += other._byPlaces[places];
        Count += other.Count;
    }

    /// <summary>The sum as a whole number.</summary>
    /// <exception cref="EvaluationException">It is beyond the range.</exception>
    public long ToInteger() => _byPlaces[0] >= long.MinValue && _byPlaces[0] <= long.MaxValue
        ? (long)_byPlaces[0]
        : throw new EvaluationException(StorageMessages.AggregateTooLarge);

    /// <summary>The sum over <paramref name="divisor"/>, see <see cref="ExactDecimal.Of"/>.</summary>
    /// <exception cref="EvaluationException">It is beyond the range.</exception>
    public decimal ToDecimal(long divisor = 1) => ExactDecimal.Of(Digits(), _byPlaces.Length - 1, divisor);

    /// <summary>The sum without its decimal point, with <see cref="ExactDecimal.MostPlaces"/> places behind it.</summary>
    public BigInteger ToDigits() => Digits() * BigInteger.Pow(10, ExactDecimal.MostPlaces + 1 - _byPlaces.Length);

    private BigInteger Digits()
    {
        BigInteger digits = 0;
        foreach (var part in _byPlaces)
            digits = (digits * 10) + (BigInteger)part;
        return digits;
    }
}
