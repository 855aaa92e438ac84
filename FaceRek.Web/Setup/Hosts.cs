using Microsoft.AspNetCore.HostFiltering;

namespace FaceRek.Web.Setup;

internal static class Hosts
{
    /// <summary>
    /// Outside Development the site answers under its own name, and on the machine itself; whatever claims another host is refused before
    /// anything runs. The setting <c>AllowedHosts</c> names the hosts instead, divided by semicolons.
    /// </summary>
    public static WebApplicationBuilder AddHosts(this WebApplicationBuilder builder)
    {
        builder.Services.AddHsts(options =>
            (options.MaxAge, options.IncludeSubDomains) = (TimeSpan.FromDays(365), true)
        );
        if (builder.Environment.IsDevelopment() || !string.IsNullOrWhiteSpace(builder.Configuration["AllowedHosts"]))
        {
            return builder;
        }
        var own = new Uri(builder.Configuration.Get<SiteSettings>("Site").Address).Host;
        builder.Services.PostConfigure<HostFilteringOptions>(options =>
            options.AllowedHosts = [own, "localhost", "127.0.0.1", "[::1]"]
        );
        return builder;
    }
}
