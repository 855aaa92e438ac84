using FaceRek.Core.Billing;
using FaceRek.Web.Api.Calls;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace FaceRek.Web.Setup;

/// <summary>The first of two guards: whatever would be written into an organization that can only be read is led to the page that says why. The second are the desks.</summary>
internal static class WriteGates
{
    private const string Explanation = "/read-only";

    /// <summary>Folders and pages below Pages/Organization that work all the same; a longer name counts before a shorter one.</summary>
    private static readonly Dictionary<string, WriteGate> Exceptions = new(StringComparer.Ordinal)
    {
        ["/Billing"] = WriteGate.Open,
        ["/CheckIn"] = WriteGate.Open,
        ["/Corrections"] = WriteGate.Open,
        ["/Exceptions"] = WriteGate.Open,
        ["/Periods"] = WriteGate.Open,
        ["/Punches"] = WriteGate.Open,
        ["/Me"] = WriteGate.Open,
        ["/Me/Enrol"] = WriteGate.Desk,
        ["/Members/Remove"] = WriteGate.Open,
        ["/Members/Revoke"] = WriteGate.Open,
        ["/Members/Role"] = WriteGate.Open,
        ["/Members/Invite"] = WriteGate.Desk,
        ["/People/Add"] = WriteGate.Desk,
        ["/People/Consent"] = WriteGate.Open,
        ["/People/Enrol"] = WriteGate.Desk,
        ["/People/Erase"] = WriteGate.Open,
        ["/People/Import"] = WriteGate.Desk,
        ["/People/Join"] = WriteGate.Desk,
        ["/People/Person"] = WriteGate.Desk,
        ["/People/SignIn"] = WriteGate.Desk,
        ["/Settings/Delete"] = WriteGate.Open,
        ["/Settings/Keys/Revoke"] = WriteGate.Open,
        ["/TimeOff"] = WriteGate.Open,
    };

    public static WriteGate GateOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<WriteGateAttribute>()?.Gate ?? WriteGate.Settings;

    public static void Mark(PageApplicationModel page)
    {
        var path = page.ViewEnginePath["/Organization".Length..];
        if (
            Exceptions
                .Where(one => path == one.Key || path.StartsWith(one.Key + "/", StringComparison.Ordinal))
                .OrderByDescending(one => one.Key.Length)
                .Select(one => (WriteGate?)one.Value)
                .FirstOrDefault() is
            { } gate
        )
        {
            page.EndpointMetadata.Add(new WriteGateAttribute(gate));
        }
    }

    public static IApplicationBuilder UseWriteGate(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (
                    !IsGated(context)
                    || await context
                        .RequestServices.GetRequiredService<Entitlement>()
                        .ToChangeSettingsAsync(context.RequestAborted)
                        is not { } obstacle
                )
                {
                    await next(context);
                    return;
                }
                if (context.IsApi())
                {
                    await Refusals.Of(obstacle).ExecuteAsync(context);
                    return;
                }
                context.Response.StatusCode = StatusCodes.Status303SeeOther;
                context.Response.Headers.Location = context.Request.PathBase.Add(Explanation).Value;
            }
        );

    private static bool IsGated(HttpContext context) =>
        context.GetEndpoint() is { } endpoint
        && GateOf(endpoint) == WriteGate.Settings
        && IsInside(endpoint)
        && !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method);

    /// <summary>An organization's own: pages by their folder, calls of the API by the scope they need.</summary>
    private static bool IsInside(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<InsideOrganizationAttribute>() is not null
        || endpoint.Metadata.GetMetadata<ScopeNeeded>() is not null;
}
