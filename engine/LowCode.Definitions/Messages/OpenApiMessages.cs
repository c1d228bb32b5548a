namespace LowCode.Definitions.Messages;

/// <summary>What the OpenAPI description of a service says beside the labels of its forms (LC63xx).</summary>
public static class OpenApiMessages
{
    /// <summary>Reads a set.</summary>
    public static readonly Message List = new("LC6300", "查询“{title}”", "List: {title}");

    /// <summary>Makes a record.</summary>
    public static readonly Message Create = new("LC6301", "新建“{title}”", "Create: {title}");

    /// <summary>Reads one.</summary>
    public static readonly Message Read = new("LC6302", "读取一条“{title}”", "Read one: {title}");

    /// <summary>Changes what is sent.</summary>
    public static readonly Message Change = new("LC6303", "修改“{title}”，未发送的不变", "Change: {title} (what is not sent stays)");

    /// <summary>Replaces a record.</summary>
    public static readonly Message Replace = new("LC6304", "替换“{title}”，未发送的清空", "Replace: {title} (what is not sent is emptied)");

    /// <summary>Deletes a record.</summary>
    public static readonly Message Delete = new("LC6305", "删除“{title}”", "Delete: {title}");

    /// <summary>Makes, changes and deletes several.</summary>
    public static readonly Message ChangeMany = new("LC6306", "一次新增、修改、删除多条“{title}”，全部成功或全部不做", "Create, change and delete several at once, all or none: {title}");

    /// <summary>Follows a link.</summary>
    public static readonly Message Follow = new("LC6307", "“{title}”关联的“{link}”", "{title}: its {link}");

    /// <summary>What may be done next.</summary>
    public static readonly Message Next = new("LC6308", "您现在可以办理的流转", "Transitions that you may take now");

    /// <summary>What has happened to a record.</summary>
    public static readonly Message History = new("LC6349", "一条“{title}”的变更记录", "What has happened to one: {title}");

    /// <summary>A dry run.</summary>
    public static readonly Message Evaluate = new("LC6309", "试算“{title}”，不保存", "Dry run, nothing is stored: {title}");

    /// <summary>Several requests as one.</summary>
    public static readonly Message Batch = new("LC6310", "把多个请求作为一个发送", "Send several requests as one");

    /// <summary>The caller.</summary>
    public static readonly Message Me = new("LC6311", "当前用户", "The caller");

    /// <summary>Stores a file.</summary>
    public static readonly Message Upload = new("LC6312", "上传附件，结果填入记录的附件字段", "Upload a file; put the result into a field of a record");

    /// <summary>The answer is in the body.</summary>
    public static readonly Message Result = new("LC6313", "结果", "Result");

    /// <summary>Something was made.</summary>
    public static readonly Message Created = new("LC6314", "已新建", "Created");

    /// <summary>Done, and nothing to say.</summary>
    public static readonly Message Done = new("LC6315", "已完成，无内容", "Done, no content");

    /// <summary>It was not done.</summary>
    public static readonly Message Failed = new("LC6316", "未完成；正文说明原因和位置", "Not done; the body says why and where");

    /// <summary>Key of a record.</summary>
    public static readonly Message Key = new("LC6317", "记录编号", "Id of the record");

    /// <summary>ETag that must hold.</summary>
    public static readonly Message IfMatch = new("LC6318", "只在记录的版本（ETag）仍相同时执行", "Only while the record has this ETag");

    /// <summary>$filter.</summary>
    public static readonly Message Filter = new("LC6320", "筛选条件，如 revision gt 1", "Condition, such as revision gt 1");

    /// <summary>$orderby.</summary>
    public static readonly Message OrderBy = new("LC6321", "排序，如 createdAt desc", "Order, such as createdAt desc");

    /// <summary>$select.</summary>
    public static readonly Message Select = new("LC6322", "只要这些属性，用逗号分隔", "Only these properties, separated by commas");

    /// <summary>$expand.</summary>
    public static readonly Message Expand = new("LC6323", "一并返回的关联，用逗号分隔", "Links whose records come with it, separated by commas");

    /// <summary>$top.</summary>
    public static readonly Message Top = new("LC6324", "最多返回几条", "At most so many");

    /// <summary>$skip.</summary>
    public static readonly Message Skip = new("LC6325", "跳过前几条", "Leave out so many at the beginning");

    /// <summary>$count.</summary>
    public static readonly Message Count = new("LC6326", "同时返回总数", "Tell how many there are in all");

    /// <summary>$search.</summary>
    public static readonly Message Search = new("LC6327", "全文查找", "Words to look for");

    /// <summary>$apply.</summary>
    public static readonly Message Apply = new("LC6328", "分组汇总", "Grouping and sums");

    /// <summary>An operation's summary.</summary>
    public static readonly Message CreateLinked = new("LC6353", "新建“{link}”，引用这条“{title}”", "Create a {link} that refers to this {title}");

    /// <summary>A parameter.</summary>
    public static readonly Message Compute = new("LC6354", "计算并命名的值，如 revision add 1 as next", "Values that are computed and named, such as revision add 1 as next");
}
