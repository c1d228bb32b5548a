using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>
/// Uploads that come in parts: which parts make what has come, so that a part counts on all nodes once this record names it.
/// No reader shows these records to anybody.
/// </summary>
public static class UploadSet
{
    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/upload";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of("upload", "上传", "Upload", null,
        SystemForm.Field("user", "text", "用户名", "User name"),
        SystemForm.Field("app", "text", "应用", "App"),
        SystemForm.Field("length", "integer", "总字节数", "Length"),
        SystemForm.Field("offset", "integer", "已接收字节数", "Offset"),
        SystemForm.Field("parts", "longText", "分段", "Parts"),
        SystemForm.Field("metadata", "longText", "说明", "Metadata"),
        SystemForm.Field("hash", "text", "内容散列值", "Hash"),
        SystemForm.Field("expiresAt", "datetime", "有效期至", "Expires at"));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, [new RecordIndex([FieldRef.Of(User)]), new RecordIndex([FieldRef.Of(ExpiresAt)])]);

    /// <summary>Whose it is.</summary>
    public static Slot User => Shape["user"];

    /// <summary>The app for whose records it is.</summary>
    public static Slot App => Shape["app"];

    /// <summary>How many bytes it will have.</summary>
    public static Slot Length => Shape["length"];

    /// <summary>How many have come.</summary>
    public static Slot Offset => Shape["offset"];

    /// <summary>Ids of the parts in their order, until it is an attachment.</summary>
    public static Slot Parts => Shape["parts"];

    /// <summary>What the client said of it, as it said it.</summary>
    public static Slot Metadata => Shape["metadata"];

    /// <summary>Hash of the attachment that it has become.</summary>
    public static Slot Hash => Shape["hash"];

    /// <summary>When it is forgotten, finished or not; the attachment is not.</summary>
    public static Slot ExpiresAt => Shape["expiresAt"];
}
