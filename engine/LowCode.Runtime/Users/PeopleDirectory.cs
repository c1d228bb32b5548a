using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Roles;
using LowCode.Runtime.Serving;
using LowCode.Runtime.SystemSets;
using LowCode.Storage;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.Users;

/// <summary>Somebody whom others may choose: what may be known of them.</summary>
/// <param name="Name">The user name.</param>
/// <param name="Title">The name as people say it.</param>
/// <param name="Divisions">Codes of the divisions at which they hold the roles for which they were found; none when only the name was asked for.</param>
public sealed record Person(string Name, string Title, ImmutableArray<string> Divisions);

/// <summary>
/// Whom a caller may choose in an app, and what people are called. Who cannot sign in is not offered; what records already
/// name keeps its title. Thread-safe.
/// </summary>
public sealed class PeopleDirectory
{
    /// <summary>How many are found at most.</summary>
    public const int Most = 30;

    /// <summary>How many names are looked up at once.</summary>
    public const int MostNames = 50;

    /// <summary>How long a search may be, in characters.</summary>
    public const int LongestSearch = 100;

    private readonly ServingState _serving;

    internal PeopleDirectory(ServingState serving) => _serving = serving;

    /// <summary>
    /// People who hold one of an app's roles now, at a division within or above one at which the caller holds one there; an
    /// administrator finds all who hold one. At most <see cref="Most"/>, by title.
    /// </summary>
    /// <param name="by">Who asks.</param>
    /// <param name="app">The app.</param>
    /// <param name="role">The role that they must hold; null for any of the app's.</param>
    /// <param name="search">Words that must occur in title or user name; at most <see cref="LongestSearch"/> characters count.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<Person>> SearchAsync(Caller by, string app, string? role, string search, CancellationToken cancel = default)
    {
        var serving = _serving.Newest();
        if (serving.Apps.GetValueOrDefault(app)?.Definition is not { } definition)
            return [];
        var near = new Near(by, definition, role);
        if (near.IsNothing)
            return [];
        using var snapshot = serving.Store.Snapshot();
        var query = new Query(UserSet.Name)
        {
            Filter = Conjuncts.All([near.Filter(), .. Matching(search)]),
            OrderBy = [new OrderTerm(new Field(FieldRef.Of(UserSet.Title))), new OrderTerm(new Field(FieldRef.Of(UserSet.UserName)))],
        };
        var found = new List<Person>();
        await foreach (var page in (await snapshot.QueryAsync(query, cancel)).Pages.WithCancellation(cancel))
        {
            foreach (var user in await ActiveAsync(snapshot, page, cancel))
            {
                var held = await HeldRoles.OfAsync(snapshot, user, serving.Today(serving.Now()), serving.Divisions, cancel);
                var divisions = held.Where(near.Reaches).Select(one => one.Division).Distinct().ToImmutableArray();
                if (divisions.IsEmpty)
                    continue;
                found.Add(PersonOf(user, divisions));
                if (found.Count == Most)
                    return found;
            }
        }
        return found;
    }

    /// <summary>What people are called whose names a caller has met; those whom nobody knows are left out. At most <see cref="MostNames"/>.</summary>
    public async Task<IReadOnlyList<Person>> NamedAsync(IReadOnlyCollection<string> names, CancellationToken cancel = default)
    {
        using var snapshot = _serving.Store.Snapshot();
        var users = await snapshot.FindAllAsync([.. names.Take(MostNames).Select(name => new RecordKey(UserSet.Name, UserSet.IdOf(name)))], cancel);
        return [.. users.OfType<Record>().Select(user => PersonOf(user, []))];
    }

    private static Person PersonOf(Record user, ImmutableArray<string> divisions)
    {
        var name = user.Data[UserSet.UserName].AsText();
        return new Person(name, user.Data[UserSet.Title].TextOrNull() ?? name, divisions);
    }

    private static IEnumerable<Expression> Matching(string search)
    {
        var words = search[..Math.Min(search.Length, LongestSearch)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 0)
        {
            yield return new Search([SearchField.Of(FieldRef.Of(UserSet.Title)), SearchField.Of(FieldRef.Of(UserSet.UserName))],
                new SearchAll([.. words.Select(word => new SearchPhrase(word))]));
        }
    }

    private static async ValueTask<IEnumerable<Record>> ActiveAsync(IStoreSnapshot snapshot, ReadOnlyMemory<Hit> page, CancellationToken cancel)
    {
        var users = page.ToArray().Select(hit => hit.Record).ToArray();
        var accounts = await snapshot.FindAllAsync([.. users.Select(user => new RecordKey(AccountSet.Name, user.Id))], cancel);
        return users.Where((_, i) => accounts[i] is not { } account || !AccountRecords.IsTrue(account.Data[AccountSet.Disabled]));
    }

    // Whose roles are near enough to the caller's own.
    private sealed class Near(Caller by, AppDefinition app, string? role)
    {
        private readonly string[] _roles = [.. app.Roles.Select(one => one.Name).Where(name => role is null || name == role)];
        private readonly string[] _mine = [.. by.Roles.Where(held => held.CountsIn(app.Name) && app.Roles.Any(one => one.Name == held.Role)).Select(held => held.Division).Distinct()];

        public bool IsNothing => _roles.Length == 0 || (_mine.Length == 0 && !by.IsAdministrator);

        public bool Reaches(RoleAssignment held) => held.CountsIn(app.Name) && _roles.Contains(held.Role)
            && (by.IsAdministrator || _mine.Any(mine => DivisionTree.IsWithin(held.Division, mine) || DivisionTree.IsWithin(mine, held.Division)));

        // A little more than those reached: who holds a role given, or is lent some.
        public Or Filter()
        {
            var row = UserSet.Roles.Rows!;
            Expression held = new In(new Field(FieldRef.Of(row["role"]), 1), [.. _roles.Select(Value.Of)]);
            if (!by.IsAdministrator)
            {
                var division = new Field(FieldRef.Of(row["division"]), 1);
                var above = _mine.SelectMany(code => Enumerable.Range(1, code.Length).Select(length => code[..length])).Distinct();
                held = new And([held, new Or([.. _mine.Select(code => new StartsWith(division, code)), new In(division, [.. above.Select(Value.Of)])])]);
            }
            return new Or([
                new Lambda(false, new Field(FieldRef.Of(UserSet.Roles)), 1, held),
                new Lambda(false, new Field(FieldRef.Of(UserSet.StandsIn)), 1, null)]);
        }
    }
}
