using System.Text.RegularExpressions;
using LowCode.Definitions.Values;
using LowCode.Storage.Evaluation;
using LowCode.Storage.Queries;

namespace LowCode.Storage.Tests.Conformance;

/// <summary>
/// What queries mean, said a second time and as plainly as possible: no compilation, no indexes, nulls and boxed
/// objects. It shares nothing with the evaluator but the query model.
/// </summary>
internal sealed partial class Oracle(IReadOnlyList<Record> records, DateTimeOffset now)
{
    public (List<Hit> Hits, long Count) Answer(Query query)
    {
        var matches = new List<(Hit Hit, int Position, Place Place)>();
        foreach (var record in records.Where(record => record.Set == query.Set))
        {
            var position = 0;
            foreach (var (hit, place) in Places(record, query))
            {
                if (query.Filter is null || Evaluate(query.Filter, place) is true)
                    matches.Add((hit, position, place));
                position++;
            }
        }
        var sorted = matches.OrderBy(match => 0);
        foreach (var term in query.OrderBy)
        {
            var by = Comparer<object?>.Create((x, y) => Ordered(x, y));
            sorted = term.Descending
                ? sorted.ThenByDescending(match => Evaluate(term.By, match.Place), by)
                : sorted.ThenBy(match => Evaluate(term.By, match.Place), by);
        }
        var all = sorted.ThenBy(match => match.Hit.Record.Id).ThenBy(match => match.Position).Select(match => match.Hit).ToList();
        var page = all.Skip((int)query.Skip).Take(query.Top is { } top ? (int)top : int.MaxValue).ToList();
        return (page, all.Count);
    }

    private static IEnumerable<(Hit Hit, Place Place)> Places(Record record, Query query)
    {
        if (query.Table.IsDefaultOrEmpty)
            return [(new Hit(record), new Place(record, record, record.Data, []))];
        IEnumerable<(Row? Parent, Row Row)> rows = [(null, record.Data)];
        foreach (var slot in query.Table)
            rows = rows.SelectMany(pair => Rows(pair.Row[slot]).Select(row => ((Row?)pair.Row, row)));
        return rows.Select(pair => (
            new Hit(record, pair.Row, query.Table.Length == 1 ? null : pair.Parent),
            new Place(record, null, pair.Row, []) { Parent = query.Table.Length == 1 ? null : pair.Parent }));
    }

    private object? Evaluate(Expression expression, Place place)
    {
        switch (expression)
        {
            case Constant constant: return Plain(constant.Value);
            case Field { Scope: 0 } field:
                return place.Record is null
                ? field.Ref.System is SystemField.Id ? place.Row.Key : Plain(place.Row[field.Ref.Slot])
                : Plain(field.Ref.Read(place.Record));
            case Field field when place.Variables[field.Scope] is Record referring: return Plain(field.Ref.Read(referring));
            case Referring referring: return Evaluate(referring.Target, place) is Guid target ? Referrers(referring, target, place) : null;
            case Field field: return Plain(((Row)place.Variables[field.Scope])[field.Ref.Slot]);
            case CodeVariable code: return place.Variables[code.Scope];
            case AnnexRows annex:
                var whose = annex.OfOwner ? place.Owner : annex.Scope == 0 ? place.Record! : (Record)place.Variables[annex.Scope];
                return whose.Annex.IsEmpty ? null : Plain(annex.Read(whose.Annex));
            case ParentKey: return place.Parent?.Key;
            case JoinedField field:
                return !place.Joined.TryGetValue(field.Join, out var joined) ? null
                    : field.Ref.System is SystemField.Id ? joined.Key : Plain(joined[field.Ref.Slot]);
            case OwnerField owner: return Plain(owner.Ref.Read(place.Owner));
            case Related related: return ToRelated(related, place);
            case Compare compare: return Compare(compare.Operator, Evaluate(compare.Left, place), Evaluate(compare.Right, place));
            case In membership:
                var member = Evaluate(membership.Operand, place);
                return membership.Values.Any(value => Compare(ComparisonOperator.Equal, member, Plain(value)));
            case StartsWith prefix: return (Evaluate(prefix.Operand, place) as string)?.StartsWith(prefix.Prefix, StringComparison.Ordinal);
            case And and: return Every(and.Operands.Select(operand => (bool?)Evaluate(operand, place)));
            case Or or: return !Every(or.Operands.Select(operand => !(bool?)Evaluate(operand, place)));
            case Not not: return !(bool?)Evaluate(not.Operand, place);
            case Arithmetic arithmetic: return Calculate(arithmetic, place);
            case Call call: return Call(call, place);
            case Lambda lambda: return OverMembers(lambda, place);
            case CountWhere count:
                return (long)Members(Evaluate(count.Collection, place)).Count(member => Evaluate(
                    count.Predicate, place with { Variables = new(place.Variables) { [count.Scope] = member } }) is true);
            case FileField file:
                var attachment = (Attachment)place.Variables[file.Scope];
                return file.Part switch { FilePart.Hash => attachment.Hash, FilePart.Name => attachment.Name, FilePart.MediaType => attachment.MediaType, _ => attachment.Size };
            case Case choice:
                var branch = choice.Branches.FirstOrDefault(branch => Evaluate(branch.Condition, place) is true);
                return branch is null ? null : Evaluate(branch.Value, place);
            case Cast cast: return Evaluate(cast.Operand, place) is { } original ? As(original, cast.Kind) : null;
            case Within within: return Evaluate(within.Point, place) is Location point ? InBox(point, within) : null;
            case ComputedField computed: return place.Computed[computed.Column];
            case Search search:
                var searched = search.Scope == 0 ? place.Row : place.Variables[search.Scope] as Row ?? ((Record)place.Variables[search.Scope]).Data;
                return Finds(search.Wanted, [.. search.Fields.SelectMany(field => TextsOf(searched, field))]);
            default: throw new InvalidOperationException(expression.ToString());
        }
    }

    private static bool? Every(IEnumerable<bool?> truths)
    {
        bool? result = true;
        foreach (var truth in truths)
        {
            if (truth is false)
                return false;
            if (truth is null)
                result = null;
        }
        return result;
    }

    private object? ToRelated(Related related, Place place)
    {
        if (Evaluate(related.Reference, place) is not Guid id)
            return null;
        var target = records.FirstOrDefault(record => record.Set == related.Set && record.Id == id);
        if (target is null)
            return null;
        var there = place with { Record = target, Row = target.Data };
        return related.Visible is null || Evaluate(related.Visible, there) is true ? Evaluate(related.Inner, there) : null;
    }

    private Record[] Referrers(Referring referring, Guid target, Place place)
    {
        var wanted = Value.Of(target);
        return [.. records.Where(record => record.Set == referring.Set && referring.Reference.Read(record) == wanted
            && (referring.Visible is null || Evaluate(referring.Visible, place with { Record = record, Row = record.Data }) is true))];
    }

    private bool OverMembers(Lambda lambda, Place place)
    {
        var members = Members(Evaluate(lambda.Collection, place));
        bool Holds(object member) => lambda.Predicate is null || Evaluate(
            lambda.Predicate, place with { Variables = new(place.Variables) { [lambda.Scope] = member } }) is true;
        return lambda.All ? members.All(Holds) : members.Any(Holds);
    }

    private static IEnumerable<object> Members(object? collection) => collection switch
    {
        null => [],
        Row[] rows => rows,
        List<string> codes => codes,
        Attachment[] files => files,
        Record[] referring => referring,
        _ => throw new InvalidOperationException($"{collection}"),
    };

    // The polygons of random queries are boxes.
    private static bool InBox(Location point, Within within)
    {
        var (south, west, north, east) = (within.Rings[0][0].Latitude, within.Rings[0][0].Longitude, within.Rings[0][2].Latitude, within.Rings[0][2].Longitude);
        return point.Latitude >= south && point.Latitude <= north && point.Longitude >= west && point.Longitude <= east;
    }

    private static object? As(object value, ValueKind kind)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return (kind, value) switch
        {
            (ValueKind.Text, bool truth) => truth ? "true" : "false",
            (ValueKind.Text, DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", culture),
            (ValueKind.Text, DateOnly day) => day.ToString("O", culture),
            (ValueKind.Text, TimeOnly time) => time.ToString("HH:mm:ss", culture),
            (ValueKind.Text, decimal number) => number.ToString(culture) is var text && text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text,
            (ValueKind.Text, IFormattable number) => number.ToString(null, culture),
            // A decimal calculation of whole numbers is a whole number here.
            (ValueKind.Integer, long whole) => whole,
            (ValueKind.Decimal, long whole) => (decimal)whole,
            (ValueKind.Decimal, decimal number) => number,
            (ValueKind.Integer, decimal number) => Math.Abs(number) < 9e18m ? (long)number : null,
            (ValueKind.Integer, string text) => long.TryParse(text, culture, out var whole) ? whole : null,
            (ValueKind.Date, DateTime instant) => DateOnly.FromDateTime(instant),
            (ValueKind.Instant, DateOnly day) => day.ToDateTime(TimeOnly.MinValue),
            _ => throw new InvalidOperationException($"{value.GetType()} as {kind}"),
        };
    }

    // A duration is a number of seconds.
    private static object OfTime(ArithmeticOperator operation, object left, object right)
    {
        if (left is DateOnly day && right is DateOnly other)
            return (decimal)(day.DayNumber - other.DayNumber) * 86400m;
        if (left is DateTime from && right is DateTime to)
            return (from - to).Ticks / 10_000_000m;
        var seconds = operation is ArithmeticOperator.Add ? Number(right) : -Number(right);
        if (left is DateOnly date)
            return date.AddDays((int)Math.Floor(seconds / 86400));
        var ticks = ((DateTime)left).AddTicks((long)(seconds * 10_000_000)).Ticks;
        return new DateTime(ticks - (ticks % 10_000), DateTimeKind.Utc);
    }

    private object? Calculate(Arithmetic arithmetic, Place place)
    {
        var left = Evaluate(arithmetic.Left, place);
        if (arithmetic.Operator is ArithmeticOperator.Negate)
            return left is long whole ? (object)checked(-whole) : -(decimal?)left;
        var right = Evaluate(arithmetic.Right, place);
        if (left is null || right is null)
            return null;
        if (left is DateTime or DateOnly)
            return OfTime(arithmetic.Operator, left, right);
        if (left is long a && right is long b && arithmetic.Operator is not ArithmeticOperator.DivideBy)
        {
            return arithmetic.Operator switch
            {
                ArithmeticOperator.Add => checked(a + b),
                ArithmeticOperator.Subtract => checked(a - b),
                ArithmeticOperator.Multiply => checked(a * b),
                ArithmeticOperator.Divide => a / b,
                _ => a % b,
            };
        }
        var (x, y) = (Number(left), Number(right));
        return arithmetic.Operator switch
        {
            ArithmeticOperator.Add => x + y,
            ArithmeticOperator.Subtract => x - y,
            ArithmeticOperator.Multiply => x * y,
            ArithmeticOperator.Modulo => x % y,
            _ => x / y,
        };
    }

    private object? Call(Call call, Place place)
    {
        var arguments = call.Arguments.Select(argument => Evaluate(argument, place)).ToArray();
        if (call.Function is Function.Count)
            return (long)CountOf(arguments[0]);
        if (call.Function is Function.Now)
            return Plain(Value.Of(now));
        if (OfCodes(call, arguments) is { } ofCodes)
            return ofCodes;
        if (arguments.Contains(null))
            return null;
        return call.Function switch
        {
            Function.Concat => Nothing((string)arguments[0]! + (string)arguments[1]!),
            Function.Contains => arguments[0] is List<string> codes ? codes.Contains((string)arguments[1]!) : ((string)arguments[0]!).Contains((string)arguments[1]!, StringComparison.Ordinal),
            Function.EndsWith => ((string)arguments[0]!).EndsWith((string)arguments[1]!, StringComparison.Ordinal),
            Function.StartsWith => ((string)arguments[0]!).StartsWith((string)arguments[1]!, StringComparison.Ordinal),
            Function.IndexOf => (long)((string)arguments[0]!).IndexOf((string)arguments[1]!, StringComparison.Ordinal),
            Function.Length => (long)((string)arguments[0]!).Length,
            Function.Substring => PartOf((string)arguments[0]!, (long)arguments[1]!, arguments.Length > 2 ? (long)arguments[2]! : long.MaxValue),
            Function.ToLower => ((string)arguments[0]!).ToLowerInvariant(),
            Function.ToUpper => ((string)arguments[0]!).ToUpperInvariant(),
            Function.Trim => Nothing(((string)arguments[0]!).Trim()),
            Function.MatchesPattern => Regex.IsMatch((string)arguments[0]!, (string)arguments[1]!, RegexOptions.CultureInvariant),
            Function.Year => Part(arguments[0]!, "yyyy"),
            Function.Month => Part(arguments[0]!, "MM"),
            Function.Day => Part(arguments[0]!, "dd"),
            Function.Hour => Part(arguments[0]!, "HH"),
            Function.Minute => Part(arguments[0]!, "mm"),
            Function.Second => Part(arguments[0]!, "ss"),
            Function.FractionalSeconds => arguments[0] is DateTime instant ? instant.Ticks % TimeSpan.TicksPerSecond / (decimal)TimeSpan.TicksPerSecond : 0m,
            Function.Date => DateOnly.FromDateTime((DateTime)arguments[0]!),
            Function.Time => TimeOnly.FromTimeSpan(TimeSpan.FromSeconds((long)((DateTime)arguments[0]!).TimeOfDay.TotalSeconds)),
            Function.Round => Rounded(arguments[0]!, value => Math.Truncate(value) + (Math.Abs(value - Math.Truncate(value)) >= 0.5m ? Math.Sign(value) : 0)),
            Function.Floor => Rounded(arguments[0]!, Math.Floor),
            Function.Ceiling => Rounded(arguments[0]!, Math.Ceiling),
            Function.TotalOffsetMinutes => 0L,
            Function.Distance => Geometry.Distance((Location)arguments[0]!, (Location)arguments[1]!),
            Function.Latitude => (decimal)((Location)arguments[0]!).Latitude,
            Function.Longitude => (decimal)((Location)arguments[0]!).Longitude,
            Function.Accuracy => (decimal?)((Location)arguments[0]!).Accuracy,
            _ => throw new InvalidOperationException($"{call.Function}"),
        };
    }

    // Codes in a row: what is empty has none.
    private static object? OfCodes(Call call, object?[] arguments)
    {
        bool IsCodes(int at) => arguments.Length > at && (arguments[at] is List<string>
            || call.Arguments[at] is Field { Ref.Kind: ValueKind.Codes } or Constant { Value.Kind: ValueKind.Codes });
        if (call.Function is Function.Length && IsCodes(0))
            return (long)CountOf(arguments[0]);
        if (!IsCodes(1) && call.Function is not (Function.HasSubset or Function.HasSubsequence))
            return null;
        var (all, some) = ((List<string>)(arguments[0] ?? new List<string>()), (List<string>)(arguments[1] ?? new List<string>()));
        var at = Enumerable.Range(0, all.Count + 1).Where(i => all.Skip(i).Take(some.Count).SequenceEqual(some)).Select(i => (int?)i).FirstOrDefault() ?? -1;
        return call.Function switch
        {
            Function.HasSubset => some.All(all.Contains),
            Function.HasSubsequence => some.Count == 0 || all.Where(some.Contains).SequenceEqual(some),
            Function.Contains => at >= 0,
            Function.StartsWith => at == 0,
            Function.EndsWith => all.TakeLast(some.Count).SequenceEqual(some),
            _ => (long)at,
        };
    }

    private static string? PartOf(string text, long start, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return Nothing(string.Concat(text.Where((_, at) => start < 0 ? at >= text.Length + start : at >= start).Take((int)Math.Min(length, 1000))));
    }

    private static int CountOf(object? collection) => collection switch
    {
        null => 0,
        Row[] rows => rows.Length,
        List<string> codes => codes.Count,
        Record[] referring => referring.Length,
        _ => ((Attachment[])collection).Length,
    };

    private static object Rounded(object number, Func<decimal, decimal> rounding) => number is long ? number : rounding((decimal)number);

    private static long Part(object time, string format) =>
        long.Parse(((IFormattable)time).ToString(format, System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);

    private static string? Nothing(string text) => text.Length == 0 ? null : text;

    private static bool Compare(ComparisonOperator comparison, object? left, object? right)
    {
        if (comparison is ComparisonOperator.Equal or ComparisonOperator.NotEqual)
        {
            var equal = left is null || right is null ? left is null && right is null : Ordered(left, right) == 0;
            return equal == comparison is ComparisonOperator.Equal;
        }
        if (left is null || right is null)
            return false;
        var order = Ordered(left, right);
        return comparison switch
        {
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private static int Ordered(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string a, string b) => string.CompareOrdinal(a, b),
        (long or decimal, long or decimal) => Number(left).CompareTo(Number(right)),
        _ => ((IComparable)left).CompareTo(right),
    };

    private static decimal Number(object number) => number is long whole ? whole : (decimal)number;

    private static Row[] Rows(Value value) => value.IsEmpty ? [] : value.AsRows().ToArray();

    internal static object? Plain(Value value) => value.Kind switch
    {
        ValueKind.Empty => null,
        ValueKind.Boolean => value.AsBoolean(),
        ValueKind.Integer => value.AsInteger(),
        ValueKind.Decimal => value.AsDecimal(),
        ValueKind.Text => value.AsText(),
        ValueKind.Date => value.AsDate(),
        ValueKind.Time => value.AsTime(),
        ValueKind.Instant => value.AsInstant().UtcDateTime,
        ValueKind.Id => value.AsId(),
        ValueKind.Codes => value.AsCodes().ToList(),
        ValueKind.Location => value.AsLocation(),
        ValueKind.Files => value.AsFiles().ToArray(),
        _ => Rows(value),
    };

    private sealed record Place(Record Owner, Record? Record, Row Row, Dictionary<int, object> Variables)
    {
        public List<object?> Computed { get; init; } = [];

        public Row? Parent { get; init; }

        public Dictionary<string, Row> Joined { get; init; } = [];
    }
}
