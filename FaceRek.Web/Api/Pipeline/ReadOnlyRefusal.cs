using FaceRek.Web.Security;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>Refuses a call that would write into an organization that can only be read; what the call needs a scope for is an organization's own.</summary>
internal sealed class ReadOnlyRefusal(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (
            context.GetEndpoint()?.Metadata.GetMetadata<ScopeNeeded>() is not null
            && await ReadOnlyMode.DenialAsync(context) is { } denial
        )
        {
            await ApiProblems.Of(denial).ExecuteAsync(context);
            return;
        }
        await next(context);
    }
}
