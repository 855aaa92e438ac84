using System.Reflection;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>
/// An unknown or repeated parameter is refused with the known names: a mistyped filter would otherwise return
/// everything.
/// </summary>
internal static class StrictQuery
{
    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var known = factory.MethodInfo.GetParameters().SelectMany(NamesOf).ToHashSet(StringComparer.Ordinal);
        return async call =>
        {
            foreach (var (name, values) in call.HttpContext.Request.Query)
            {
                if (!known.Contains(name))
                {
                    return ApiProblems.QueryInvalid.Because(
                        known.Count == 0
                            ? "This call takes no query."
                            : $"This call takes only {string.Join(", ", known.Order(StringComparer.Ordinal))}."
                    );
                }
                if (values.Count > 1)
                {
                    return ApiProblems.QueryInvalid.Because($"{name} is repeated.");
                }
            }
            return await next(call);
        };
    }

    private static IEnumerable<string> NamesOf(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<AsParametersAttribute>() is not null)
        {
            return parameter.ParameterType.GetConstructors()[0].GetParameters().SelectMany(NamesOf);
        }
        return parameter.GetCustomAttribute<Microsoft.AspNetCore.Mvc.FromQueryAttribute>() is { } query
            ? [query.Name ?? parameter.Name!]
            : [];
    }
}
