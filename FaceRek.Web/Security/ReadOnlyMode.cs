using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Security;

/// <summary>
/// The first of two guards: writes to a read-only organization are redirected to the page that says why. The desks are
/// the second.
/// </summary>
internal static class ReadOnlyMode
{
    private const string Explanation = "/read-only";

    public static ReadOnlyAccess GateOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IReadOnlyRule>()?.Gate ?? ReadOnlyAccess.Settings;

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

/// <summary>Says of an endpoint whether it works while its organization can only be read.</summary>
internal interface IReadOnlyRule
{
    ReadOnlyAccess Gate { get; }
}

/// <summary>Says of a call that it is not behind <see cref="ReadOnlyAccess.Settings"/>; pages say it in their <see cref="RequiresAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadOnlyAccessAttribute(ReadOnlyAccess gate) : Attribute, IReadOnlyRule
{
    public ReadOnlyAccess Gate { get; } = gate;
}
