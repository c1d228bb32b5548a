using System.Text.Json.Serialization;

namespace LowCode.Benchmarks.Sample;

#pragma warning disable CS0649 // filled by the serializer

/// <summary>The sample form's record as somebody would write it for System.Text.Json.</summary>
sealed class SampleRecord
{
    public string? C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11, C12, C13, C14, C15, C16, C17, C18, C19, C20,
        C21, C22, C23, C24, C25, C26, C27, C28, C29, C30, C31, C32, C33, C34, C35, C36, C37, C38, C39, C40;
    public long? N1, N2, N3, N4, N5, N6, N7, N8, N9, N10, N11, N12, N13, N14, N15, N16, N17, N18, N19, N20,
        N21, N22, N23, N24, N25, N26, N27, N28, N29, N30;
    public decimal? X1, X2, X3, X4, X5, X6, X7, X8, X9, X10, X11, X12;
    public bool? B1, B2, B3, B4, B5, B6, B7, B8, B9, B10, B11, B12;
    public string[]? M1, M2, M3, M4, M5, M6, M7, M8;
    public DateOnly? D1, D2, D3, D4, D5, D6, D7, D8;
    public string? T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12;
    public string? L1, L2, L3, L4, L5, L6, L7, L8, L9, L10;
    public SupplyRow[] Supplies = [];
    public PeopleRow[] People = [];
    public string? K0, K1, K2, K3, K4, K5, K6, K7, K8, K9, K10, K11, K12, K13, K14, K15, K16, K17, K18, K19, K20, K21, K25, K26, K27, K28, K29;
    public DateOnly? V30, V31;
    public string? V32, V33, V36, V37, V52, V53;
    public bool? V34;
    public long? V35, V38, V39, V40, V41, V42, V43, V44, V46, V49, V50, V51;
    public decimal? V45, V47, V48, V54, V55, V56, V57, V58, V59;
}

sealed class SupplyRow
{
    [JsonPropertyName("@key")]
    public Guid Key;
    public string? Item;
    public long? Needed, OnHand;
    public decimal? Price;
    public DateOnly? ExpiresOn;
}

sealed class PeopleRow
{
    [JsonPropertyName("@key")]
    public Guid Key;
    public string? Group, Paired;
    public long? Persons;
    public DateOnly? BornOn;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IncludeFields = true, GenerationMode = JsonSourceGenerationMode.Metadata,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SampleRecord))]
sealed partial class SampleRecordJson : JsonSerializerContext;
