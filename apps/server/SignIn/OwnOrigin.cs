namespace LowCode.Server.SignIn;

/// <summary>Where browsers find this server: as the operator says, or as the request itself does.</summary>
sealed class OwnOrigin(Uri? publicUrl)
{
    /// <summary>The origin, <c>https://host</c>.</summary>
    public string Of(HttpRequest request) => publicUrl?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}";

    /// <summary>Whether the operator says that browsers speak https to it.</summary>
    public bool IsHttps => publicUrl?.Scheme == Uri.UriSchemeHttps;

    /// <summary>Whether browsers speak https to it.</summary>
    public bool IsSecure(HttpRequest request) => publicUrl is null ? request.IsHttps : publicUrl.Scheme == Uri.UriSchemeHttps;
}
