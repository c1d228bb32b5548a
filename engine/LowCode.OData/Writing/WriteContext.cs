using LowCode.Runtime.Apps;
using LowCode.Storage.Records;

namespace LowCode.OData.Writing;

/// <summary>What steps of a plan need beside the record: one a request, not thread-safe.</summary>
/// <param name="root">Address of the service root, with a slash at its end.</param>
/// <param name="locale">The reader's language.</param>
internal sealed class WriteContext(string root, string locale)
{
    private readonly Dictionary<(string Set, Guid Id), Record?> _related = [];

    private readonly Dictionary<(string Set, int Version), CompiledForm> _forms = [];

    /// <summary>Address of the service root, with a slash at its end.</summary>
    public string Root { get; } = root;

    /// <summary>The reader's language.</summary>
    public string Locale { get; } = locale;

    /// <summary>The entity that is being written, for addresses within it.</summary>
    public string? Address { get; set; }

    /// <summary>A version of the form of a set, fetched before.</summary>
    public CompiledForm FormOf(string set, int version) => _forms[(set, version)];

    /// <summary>Whether that version is there.</summary>
    public bool KnowsFormOf(string set, int version) => _forms.ContainsKey((set, version));

    /// <summary>Keeps it for the request.</summary>
    public void KeepFormOf(string set, int version, CompiledForm form) => _forms[(set, version)] = form;

    /// <summary>What an expanded link leads to, fetched before; null when there is none that the caller may see.</summary>
    public Record? Related(string set, Guid id) => _related.GetValueOrDefault((set, id));

    /// <summary>Whether a link's target has been looked for.</summary>
    public bool Knows(string set, Guid id) => _related.ContainsKey((set, id));

    /// <summary>Keeps a link's target for the page.</summary>
    public void Keep(string set, Guid id, Record? record) => _related[(set, id)] = record;

    /// <summary>Forgets the targets of the page before.</summary>
    public void Forget() => _related.Clear();
}
