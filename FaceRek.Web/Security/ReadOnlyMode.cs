using FaceRek.Core.Billing.Subscriptions;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace FaceRek.Web.Security;

/// <summary>
/// The first of two guards: writes to a read-only organization are redirected to the page that says why. The desks are
/// the second.
/// </summary>
internal static class ReadOnlyMode
{
    private const string Explanation = "/read-only";

    /// <summary>
    /// Folders and pages below Pages/Organization that work all the same; a longer name takes precedence over a shorter
    /// one.
    /// </summary>
    private static readonly Dictionary<string, ReadOnlyAccess> Exceptions = new(StringComparer.Ordinal)
    {
        ["/Billing"] = ReadOnlyAccess.Open,
        ["/CheckIn"] = ReadOnlyAccess.Open,
        ["/Corrections"] = ReadOnlyAccess.Open,
        ["/Exceptions"] = ReadOnlyAccess.Open,
        ["/Periods"] = ReadOnlyAccess.Open,
        ["/Punches"] = ReadOnlyAccess.Open,
        ["/Me"] = ReadOnlyAccess.Open,
        ["/Me/Enrol"] = ReadOnlyAccess.Desk,
        ["/Members/Remove"] = ReadOnlyAccess.Open,
        ["/Members/Revoke"] = ReadOnlyAccess.Open,
        ["/Members/Role"] = ReadOnlyAccess.Open,
        ["/Members/Invite"] = ReadOnlyAccess.Desk,
        ["/People/Add"] = ReadOnlyAccess.Desk,
        ["/People/Consent"] = ReadOnlyAccess.Open,
        ["/People/Enrol"] = ReadOnlyAccess.Desk,
        ["/People/Erase"] = ReadOnlyAccess.Open,
        ["/People/Import"] = ReadOnlyAccess.Desk,
        ["/People/Join"] = ReadOnlyAccess.Desk,
        ["/People/Person"] = ReadOnlyAccess.Desk,
        ["/People/SignIn"] = ReadOnlyAccess.Desk,
        ["/Settings/Delete"] = ReadOnlyAccess.Open,
        ["/Settings/Keys/Revoke"] = ReadOnlyAccess.Open,
        ["/TimeOff"] = ReadOnlyAccess.Open,
    };

    public static ReadOnlyAccess GateOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ReadOnlyAccessAttribute>()?.Gate ?? ReadOnlyAccess.Settings;

    public static void Mark(PageApplicationModel page)
    {
        var path = page.ViewEnginePath["/Organization".Length..];
        if (
            Exceptions
                .Where(one => path == one.Key || path.StartsWith(one.Key + "/", StringComparison.Ordinal))
                .OrderByDescending(one => one.Key.Length)
                .Select(one => (ReadOnlyAccess?)one.Value)
                .FirstOrDefault() is
            { } gate
        )
        {
            page.EndpointMetadata.Add(new ReadOnlyAccessAttribute(gate));
        }
    }

    public static IApplicationBuilder UseReadOnlyMode(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (
                    context.GetEndpoint()?.Metadata.GetMetadata<InsideOrganizationAttribute>() is null
                    || await DenialAsync(context) is null
                )
                {
                    await next(context);
                    return;
                }
                context.Response.StatusCode = StatusCodes.Status303SeeOther;
                context.Response.Headers.Location = context.Request.PathBase.Add(Explanation).Value;
            }
        );

    /// <summary>Why this request may not write into the organization it entered; null where it may, or only reads.</summary>
    public static async Task<EntitlementDenial?> DenialAsync(HttpContext context) =>
        context.GetEndpoint() is { } endpoint
        && GateOf(endpoint) == ReadOnlyAccess.Settings
        && !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
            ? await context
                .RequestServices.GetRequiredService<Entitlement>()
                .ToChangeSettingsAsync(context.RequestAborted)
            : null;
}

/// <summary>Whether a form works while its organization is read-only because of an unpaid plan.</summary>
public enum ReadOnlyAccess
{
    /// <summary>It does not: the request is refused before the desk. The default of every form.</summary>
    Settings,

    /// <summary>Its desk decides, because parts of the form always work, or because the form can show the reason.</summary>
    Desk,

    /// <summary>It works: punches, people's legal rights, revoking access, paying.</summary>
    Open,
}

/// <summary>States that an endpoint is not restricted by <see cref="ReadOnlyAccess.Settings"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ReadOnlyAccessAttribute(ReadOnlyAccess gate) : Attribute
{
    public ReadOnlyAccess Gate { get; } = gate;
}
