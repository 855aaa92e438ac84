using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace FaceRek.Web.Setup;

internal static class Forwarding
{
    /// <summary>Forwarded headers are accepted only from the proxies listed in <c>Site:Proxies</c>; all others are ignored.</summary>
    public static WebApplication UseForwarding(this WebApplication app)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in app.Configuration.GetSection("Site:Proxies").Get<string[]>() ?? [])
        {
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        }
        if (options.KnownProxies.Count > 0)
        {
            app.UseForwardedHeaders(options);
        }
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }
        return app;
    }
}
