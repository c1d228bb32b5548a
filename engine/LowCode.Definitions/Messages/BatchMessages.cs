namespace LowCode.Definitions.Messages;

/// <summary>What is wrong with a batch of requests, or with one request in it: LC6101 to LC6119.</summary>
public static class BatchMessages
{
    /// <summary>A member of a batch is missing or of another type.</summary>
    public static readonly Message WrongBatch = new("LC6101", "批处理中的“{part}”应为{expected}。", "'{part}' of the batch must be {expected}.");

    /// <summary>An id in a batch stands twice, or is a group's as well.</summary>
    public static readonly Message DuplicateBatchId = new("LC6102", "批处理中的编号“{id}”重复。", "The id '{id}' stands twice in the batch.");

    /// <summary>A batch has too many requests.</summary>
    public static readonly Message TooManyParts = new("LC6103", "批处理最多 {limit} 个请求。", "A batch may have {limit} requests at most.");

    /// <summary>A request depends on something that does not stand before it.</summary>
    public static readonly Message UnknownDependency = new("LC6104", "“{id}”不是前面的请求或分组。", "'{id}' is no request or group that stands before.");

    /// <summary>Requests of one group are not side by side.</summary>
    public static readonly Message GroupNotAdjacent = new("LC6105", "分组“{group}”的请求必须相邻。", "The requests of the group '{group}' must stand side by side.");

    /// <summary>A method that no request in a batch has.</summary>
    public static readonly Message WrongPartMethod = new("LC6106", "批处理中的请求不能用“{method}”。", "A request in a batch cannot be a '{method}'.");

    /// <summary>A request in a batch leads elsewhere.</summary>
    public static readonly Message PartOutside = new("LC6107", "地址“{url}”不在本服务之内。", "The address '{url}' is not one of this service.");

    /// <summary>A reference to a request that was not done, or is not there.</summary>
    public static readonly Message UnknownPart = new("LC6108", "“{reference}”指向的请求不在前面，或没有成功。", "'{reference}' refers to no request that was done before.");

    /// <summary>A batch in a batch.</summary>
    public static readonly Message NestedBatch = new("LC6109", "批处理里不能再有批处理。", "A batch cannot contain another.");

    /// <summary>What a request depends on was not done.</summary>
    public static readonly Message DependencyFailed = new("LC6110", "所依赖的请求没有成功，未执行。", "Not done: a request that it depends on was not done.");

    /// <summary>Another request of the same group was not done.</summary>
    public static readonly Message GroupFailed = new("LC6111", "同组的另一个请求没有成功，全组都没有执行。", "Not done: another request of its group was not done.");

    /// <summary>A group of changes contains a request that changes nothing.</summary>
    public static readonly Message ReadInGroup = new("LC6112", "变更组里不能有读取请求。", "A group of changes cannot contain a request that reads.");

    /// <summary>A condition that is not understood.</summary>
    public static readonly Message UnknownCondition = new("LC6113",
        "条件“{condition}”无法判断，未执行；可以使用 $编号/$succeeded、and、or、not。", "Not done: the condition '{condition}' is not known here; there are $id/$succeeded, and, or, not.");

    /// <summary>A multipart body that cannot be read.</summary>
    public static readonly Message BrokenMultipart = new("LC6114", "multipart 内容不完整或不合格式。", "The multipart body is incomplete or malformed.");

    /// <summary>A request in a multipart body that cannot be read.</summary>
    public static readonly Message BrokenPart = new("LC6115", "这个请求不合格式：“{line}”。", "The request is malformed: '{line}'.");

    /// <summary>What a member of a batch must be: a list of requests.</summary>
    public static readonly Message ExpectRequests = new("LC6116", "请求的列表", "a list of requests");

    /// <summary>What the body of a request in a batch must be: bytes as text.</summary>
    public static readonly Message ExpectBase64 = new("LC6117", "base64url 编码的文字", "text in base64url");

    /// <summary>What an id in a batch must be.</summary>
    public static readonly Message ExpectBatchId = new("LC6118", "不含空格和控制字符的编号", "an id without spaces and control characters");
}
