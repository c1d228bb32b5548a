using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// Repeatable requests that were done, each written in the batch of what it did: so one that is sent again is found, and of
/// two at once one finds that the other was faster. No reader shows these records to anybody.
/// </summary>
public static class RequestSet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/request";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("request", "已完成的请求", "Request that was done", null,
        SystemForm.Field("digest", "text", "内容散列值", "Digest"),
        SystemForm.Field("created", "boolean", "新建了记录", "Created a record"),
        SystemForm.Field("left", "longText", "涉及的记录", "Records"),
        SystemForm.Field("until", "datetime", "保留至", "Kept until"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, [new RecordIndex([FieldRef.Of(Until)])]);

    /// <summary>Digest of what was asked, to know another request under the same id.</summary>
    public static Slot Digest => Shape["digest"];

    /// <summary>True when a record was made that is answered.</summary>
    public static Slot Created => Shape["created"];

    /// <summary>The records that are answered, in their order: + or, when it was deleted, - and the id, with spaces between them.</summary>
    public static Slot Left => Shape["left"];

    /// <summary>When it is forgotten.</summary>
    public static Slot Until => Shape["until"];

    /// <summary>The id of the record of a user's request: nobody else's request has it.</summary>
    public static Guid IdOf(string user, Guid request) => NamedId.Of(Name, user, request.ToString());
}
