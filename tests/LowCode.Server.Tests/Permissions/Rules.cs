namespace LowCode.Server.Tests.Permissions;

/// <summary>An access entry of the generated pack.</summary>
/// <param name="By">Form and field that refer, for reach referenced.</param>
sealed record Entry(string Form, string Role, string[] Can, string Reach, string[] States, string[] Hides, string[] Reveals, (string Form, string Field)? By = null);

/// <summary>Somebody with the roles that they hold, each at a division.</summary>
sealed record Person(string Name, (string Role, string Division)[] Roles, bool IsAdministrator = false);

/// <summary>A record as the test knows it.</summary>
/// <param name="Fields">Values by path; of cells those of the only row.</param>
/// <param name="References">Ids by field.</param>
sealed record Item(string Form, string Id, string Division, string? State, string Creator, Dictionary<string, object> Fields, Dictionary<string, string> References);

/// <summary>What somebody sees of a field.</summary>
enum Sight
{
    Hidden,
    Masked,
    Clear,
}

/// <summary>
/// Who may do what, written from what the definitions say and nothing else: the engine is compared with this. Naive, and
/// over all records that there are.
/// </summary>
sealed class Rules(IReadOnlyList<Entry> entries, IReadOnlyList<Item> items)
{
    public IReadOnlyList<Item> Items => items;

    /// <summary>Whether somebody may do something with a record; what they do not read they may do nothing with.</summary>
    public bool May(Person who, string action, Item item) => Permits(who, action, item, goesOn: true) && (action == "read" || Permits(who, "read", item, goesOn: true));

    /// <summary>Whether somebody reads a record whatever refers to it: what is written for them beforehand counts on no more.</summary>
    public bool ReadsAlways(Person who, Item item) => Permits(who, "read", item, goesOn: false);

    /// <summary>Whether somebody may create a record, such as it would be.</summary>
    public bool Creates(Person who, Item item) => Permits(who, "create", item, goesOn: false);

    /// <summary>The same over the records as they are now.</summary>
    public Rules Now() => new(entries, [.. items]);

    public IEnumerable<Item> Seen(Person who, string form) => items.Where(item => item.Form == form && May(who, "read", item));

    /// <summary>Whether what they see of a form depends on other records.</summary>
    public bool LooksElsewhere(Person who, string form) =>
        !who.IsAdministrator && Held(who, form, "read").Any(one => one.Entry.Reach == "referenced" && Leads(who, one.Entry));

    public Sight SightOf(Person who, string form, string field, bool isSensitive)
    {
        if (who.IsAdministrator)
            return Sight.Clear;
        var held = Held(who, form, "read").Where(one => one.Entry.Reach != "referenced" || Leads(who, one.Entry)).ToArray();
        if (held.Length == 0)
            held = [.. Held(who, form, null)];
        Sight Of(Entry entry) => entry.Hides.Any(path => Holds(path, field)) ? Sight.Hidden
            : isSensitive && !entry.Reveals.Any(path => Holds(path, field)) ? Sight.Masked : Sight.Clear;
        return Enum.GetValues<Sight>().Last(sight => held.All(less => held.Any(enough => Of(enough.Entry) >= sight && Covers(enough, less))));
    }

    private bool Permits(Person who, string action, Item item, bool goesOn) => who.IsAdministrator || Held(who, item.Form, action).Any(one =>
        (one.Entry.States.Length == 0 || one.Entry.States.Contains(item.State)) && one.Entry.Reach switch
        {
            "own" => item.Creator == who.Name,
            "unit" => item.Division == one.Division,
            "subtree" => item.Division.StartsWith(one.Division, StringComparison.Ordinal),
            "all" => true,
            _ => goesOn && one.Entry.By is var (form, field) && items.Any(other => other.Form == form
                && other.References.GetValueOrDefault(field) == item.Id && Permits(who, "read", other, goesOn: false)),
        });

    // Whether they could read anything that refers, otherwise than by being referred to.
    private bool Leads(Person who, Entry entry) => Held(who, entry.By!.Value.Form, "read").Any(one => one.Entry.Reach != "referenced");

    private IEnumerable<(Entry Entry, string Division)> Held(Person who, string form, string? action) =>
        from entry in entries
        where entry.Form == form && (action is null || entry.Can.Contains(action))
        from role in who.Roles
        where role.Role == entry.Role
        select (entry, role.Division);

    private static bool Covers((Entry Entry, string Division) wide, (Entry Entry, string Division) narrow) =>
        (wide.Entry.States.Length == 0 || (narrow.Entry.States.Length > 0 && narrow.Entry.States.All(wide.Entry.States.Contains)))
        && (wide.Entry.Reach, narrow.Entry.Reach) switch
        {
            ("all", _) => true,
            ("subtree", "subtree" or "unit") => narrow.Division.StartsWith(wide.Division, StringComparison.Ordinal),
            ("unit", "unit") => wide.Division == narrow.Division,
            ("own", "own") => true,
            ("referenced", "referenced") => wide.Entry.By == narrow.Entry.By,
            _ => false,
        };

    private static bool Holds(string path, string field) => field == path || field.StartsWith(path + ".", StringComparison.Ordinal);
}
