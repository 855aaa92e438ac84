using Microsoft.AspNetCore.HostFiltering;

namespace FaceRek.Web.Setup;

internal static class Hosts
{
    /// <summary>
    /// Outside Development the site answers only to its own name, and to local names of the machine; other hosts are
    /// refused before anything runs. The setting <c>AllowedHosts</c> replaces the names, separated by semicolons.
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
