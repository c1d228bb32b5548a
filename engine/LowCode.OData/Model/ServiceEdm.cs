using Microsoft.OData.Edm;

namespace LowCode.OData.Model;

/// <summary>The EDM of a service, with its labels in one language.</summary>
internal sealed class ServiceEdm(string locale) : EdmModel
{
    /// <summary>The language.</summary>
    public string Locale => locale;
}
