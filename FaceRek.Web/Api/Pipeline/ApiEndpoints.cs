using FaceRek.Core.People;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>Short helpers with which resources declare their endpoints.</summary>
internal static class ApiEndpoints
{
    public const string Path = "/api";
    public const string Root = $"{Path}/v1";

    public static bool IsApi(this HttpContext context) =>
        context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal);

    /// <summary>The required scope, and the possible refusals.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, string scope) =>
        endpoint.RequireAuthorization(new ScopeNeeded(scope).ToPolicy()).WithMetadata(new ScopeNeeded(scope));

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ApiProblem[] refusals) =>
        endpoint.WithMetadata(new RefusesWith(refusals));

    /// <summary>Whether it works while the organization is read-only; without this it does not.</summary>
    public static RouteHandlerBuilder Behind(this RouteHandlerBuilder endpoint, ReadOnlyAccess gate) =>
        endpoint.WithMetadata(new ReadOnlyAccessAttribute(gate));

    public static RouteHandlerBuilder TakesAtMost(this RouteHandlerBuilder endpoint, int bytes) =>
        endpoint.WithMetadata(new RequestSizeLimitAttribute(bytes));

    /// <summary>An example of the body, and of the response, for the documentation; a test runs them.</summary>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder endpoint, object? body, object? answer = null) =>
        endpoint.WithMetadata(new CallExample(body, answer));

    public static string ETagOf(Person person) => $"\"{person.Revision}\"";

    internal sealed record RefusesWith(IReadOnlyList<ApiProblem> Refusals);

    internal sealed record CallExample(object? Body, object? Answer);
}
