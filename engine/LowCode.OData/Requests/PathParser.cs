using System.Collections.Immutable;
using System.Globalization;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.OData.Errors;
using LowCode.OData.Model;
using LowCode.Storage.Joins;

namespace LowCode.OData.Requests;

/// <summary>
/// Reads the path of a request behind the service root (OData 4.01 Part 2, section 4). Keys stand in parentheses or in
/// a segment of their own; members of collections are named by position. The path is split before it is decoded.
/// </summary>
internal sealed class PathParser
{
    private static readonly string[] Later = ["$entity", "$root", "$each", "$filter", "$query"];

    private readonly ServiceModel _model;
    private readonly QueryOptions _options;
    private readonly string[] _segments;
    private int _at;

    private PathParser(ServiceModel model, string path, QueryOptions options)
    {
        _model = model;
        _options = options;
        _segments = path.Trim('/').Length == 0 ? [] : path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
    }

    public static ResourcePath Parse(ServiceModel model, string path, QueryOptions options) =>
        new PathParser(model, path, options).Parse();

    private bool More => _at < _segments.Length;

    private ResourcePath Parse()
    {
        if (!More)
            return new ResourcePath { Kind = ResourceKind.Service };
        var (name, key) = Next();
        if (Array.Find(Later, later => name == later || name.StartsWith(later + "(", StringComparison.Ordinal)) is { } later)
            throw Refusal.NotSupported(later);
        switch (name)
        {
            case "$metadata" when key is null: return Last(ResourceKind.Metadata);
            case "$openapi" when key is null: return Last(ResourceKind.OpenApi);
            case "$batch" when key is null: return Last(ResourceKind.Batch);
            case "$all" when key is null: return More ? OfType(Next()) : Last(ResourceKind.All);
            case "$crossjoin" when key is not null: return Last(ResourceKind.CrossJoin) with { Joined = Joined(key) };
            case Names.Me when key is null: return Last(ResourceKind.Me);
            case Names.Attachments when key is null: return Last(ResourceKind.Attachments);
            default: break;
        }
        var set = _model.Find(name) ?? throw Refusal.NoResource(name);
        var start = new ResourcePath { Kind = ResourceKind.Set, Set = set };
        if (key is not null)
            return Behind(start with { Kind = ResourceKind.Entity, Key = EntityKey.Parse(key, set, _options) });
        return More ? InSet(start) : start;
    }

    // All entities of a type are those of the one set that has it, only to be read.
    private ResourcePath OfType((string Name, string? Key) type) =>
        _model.Sets.FirstOrDefault(set => set.TypeName == type.Name && type.Key is null) is { } set
            ? End(new ResourcePath { Kind = ResourceKind.Set, Set = set, IsReadOnly = true }) : throw Refusal.NoResource(type.Name);

    private ImmutableArray<EntityPlan> Joined(string names)
    {
        var sets = names.Split(',').Select(name => _model.Find(name.Trim()) ?? throw Refusal.NoResource(name.Trim())).ToImmutableArray();
        return sets.Length <= CompiledJoin.MostSets && sets.Distinct().Count() == sets.Length
            ? sets : throw Refusal.BadRequest(ODataMessages.WrongCrossJoin, "$crossjoin", ("limit", CompiledJoin.MostSets));
    }

    private ResourcePath InSet(ResourcePath path)
    {
        var (name, key) = Next();
        if (name == "$count")
            return End(path with { Kind = ResourceKind.SetCount });
        if (name == "$ref")
            return End(path with { Kind = ResourceKind.SetReferences });
        if (name == "$each")
            return End(path with { Kind = ResourceKind.Each });
        if (name == "$filter" && key is not null)
        {
            var filtered = path with { Conditions = path.Conditions.Add(key) };
            return More ? InSet(filtered) : filtered;
        }
        if (Array.IndexOf(Later, name) >= 0)
            throw Refusal.NotSupported(name);
        if (!path.Conditions.IsEmpty)
            throw Refusal.NoResource(name);
        if (Operation(name) is { } operation && path is { Via: null, Set.IsReadOnly: false } && operation == Names.Evaluate)
            return End(path with { Kind = ResourceKind.Operation, Operation = operation });
        if (key is not null || !Guid.TryParse(name, out _))
            throw Refusal.NoResource(name);
        // A key of two values takes two segments.
        var segments = path.Set!.IsRows && More ? $"{Names.RecordId}={name},{Names.RowId}={_segments[_at++]}" : name;
        return Behind(path with { Kind = ResourceKind.Entity, Key = EntityKey.Parse(segments, path.Set, _options) });
    }

    private ResourcePath Behind(ResourcePath path)
    {
        while (More)
        {
            var (name, arguments) = Next();
            switch (name)
            {
                case "$ref" when path.Properties.IsEmpty: return End(path with { Kind = ResourceKind.Reference });
                case "$value" when !path.Properties.IsEmpty: return End(path with { Kind = ResourceKind.Value });
                case "$count" when IsCollection(path): return End(path with { Kind = ResourceKind.PropertyCount });
                default: break;
            }
            if (path.Properties.IsEmpty && path.Entity.Find(name) is ReverseProperty link)
            {
                var set = new ResourcePath { Kind = ResourceKind.Set, Set = link.Target, Via = new LinkedSet(path with { Kind = ResourceKind.Entity }, link) };
                if (arguments is not null)
                    return Behind(set with { Kind = ResourceKind.Entity, Key = EntityKey.Parse(arguments, link.Target, _options) });
                return More ? InSet(set) : set;
            }
            if (path.Properties.IsEmpty && path.Via is null && OperationOn(path, name) is { } operation)
            {
                if (arguments is { Length: > 0 })
                    throw Refusal.NoResource($"{name}({arguments})");
                return End(path with { Kind = ResourceKind.Operation, Operation = operation });
            }
            if (arguments is not null)
                throw Refusal.NoResource(name);
            path = Step(path, name);
        }
        return path;
    }

    private static ResourcePath Step(ResourcePath path, string name)
    {
        if (IsCollection(path))
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
                throw Refusal.NoResource(name);
            return path with { Properties = path.Properties.SetItem(path.Properties.Length - 1, path.Properties[^1] with { Position = position }) };
        }
        var type = TypeBehind(path);
        if (type?.Find(name) is { } property)
        {
            return property is NavigationProperty link
                ? path with { Links = path.Links.Add(link) }
                : path with { Kind = ResourceKind.Property, Properties = path.Properties.Add(new PropertyStep(property)) };
        }
        if (type is null && PartsBehind(path).Contains(name))
            return path with { Properties = path.Properties.Add(new PropertyStep(null, Part: name)) };
        throw Refusal.NoResource(name);
    }

    private static bool IsCollection(ResourcePath path) => path.Properties is [.., { Position: null } last]
        && last.Property is TableProperty or DecisionsProperty or SlotProperty { Slot.Kind: ValueKind.Codes or ValueKind.Files };

    private static TypePlan? TypeBehind(ResourcePath path) => path.Properties.IsEmpty ? path.Entity : path.Properties[^1].Property switch
    {
        GroupProperty group => group.Type,
        TableProperty table => table.Row,
        _ => null,
    };

    private static string[] PartsBehind(ResourcePath path) => path.Properties[^1].Property switch
    {
        SlotProperty { Slot.Kind: ValueKind.Location } => ["latitude", "longitude", "accuracy"],
        SlotProperty { Slot.Kind: ValueKind.Files } => ["hash", "name", "mediaType", "size"],
        _ => [],
    };

    // An operation may be named with its namespace, and in the default namespace without.
    private string? OperationOn(ResourcePath path, string name)
    {
        var entity = path.Entity;
        if (entity.IsReadOnly || entity.IsRows || Operation(name) is not { } bare)
            return null;
        if (bare is Names.Evaluate or Names.History || (bare == Names.AvailableTransitions && entity.Workflow is not null))
            return name.Contains('.', StringComparison.Ordinal) || entity.Find(name) is null ? bare : null;
        var transition = entity.Workflow?.Transitions.FirstOrDefault(
            transition => OperationsBuilder.ActionName(_model.Edm, _model.Namespace, transition.Name) == bare);
        return transition is not null && (name != bare || entity.Find(name) is null) ? bare : null;
    }

    private string? Operation(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? name : name[..dot] == _model.Namespace ? name[(dot + 1)..] : null;
    }

    private (string Name, string? Key) Next()
    {
        var segment = _segments[_at++];
        // A condition may have slashes of its own.
        while (segment.StartsWith("$filter(", StringComparison.Ordinal) && More && !IsClosed(segment))
            segment += "/" + _segments[_at++];
        if (!segment.EndsWith(')'))
            return (segment, null);
        var open = segment.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? (segment, null) : (segment[..open], segment[(open + 1)..^1]);
    }

    private static bool IsClosed(string segment)
    {
        var (depth, isText) = (0, false);
        foreach (var character in segment)
        {
            isText ^= character == '\'';
            if (!isText)
                depth += character == '(' ? 1 : character == ')' ? -1 : 0;
        }
        return depth == 0 && !isText;
    }

    private ResourcePath Last(ResourceKind kind) => End(new ResourcePath { Kind = kind });

    private ResourcePath End(ResourcePath path) => More ? throw Refusal.NoResource(_segments[_at]) : path;
}
