using System.Text.Json;
using LowCode.Runtime.SystemSets;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LowCode.Server.SignIn;

/// <summary>
/// Logout tokens: a provider's signed word that a session of its own is over (OpenID Connect Back-Channel Logout 1.0).
/// </summary>
sealed class LogoutTokens(IOptionsMonitor<OpenIdConnectOptions> monitor)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    private readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };

    /// <summary>What is over: a person, one of the provider's sessions, or both in one. Null when it is not the provider's word.</summary>
    public async Task<(Guid? Identity, string? Session)?> ReadAsync(string token, CancellationToken cancel)
    {
        var options = monitor.Get(SingleSignOn.Name);
        var provider = await options.ConfigurationManager!.GetConfigurationAsync(cancel);
        var expected = options.TokenValidationParameters.Clone();
        expected.ValidIssuer = provider.Issuer;
        expected.ValidAudience = options.ClientId;
        expected.IssuerSigningKeys = provider.SigningKeys;
        var result = await _tokens.ValidateTokenAsync(token, expected);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken { } read || !IsLogout(read))
            return null;
        var session = read.TryGetPayloadValue("sid", out string sid) ? sid : null;
        return string.IsNullOrEmpty(read.Subject)
            ? session is null ? null : (null, session)
            : (IdentitySet.IdOf(read.Issuer, read.Subject), session);
    }

    // An id token must never do: it has no such event, and a nonce.
    private static bool IsLogout(JsonWebToken token) => !token.TryGetPayloadValue("nonce", out object _)
        && token.TryGetPayloadValue("events", out JsonElement events) && events.ValueKind == JsonValueKind.Object && events.TryGetProperty(Event, out _);
}
