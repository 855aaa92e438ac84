using System.Globalization;
using System.Text.Json.Nodes;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>
/// Stripe's request and response shapes, from the file beside the checkout. Requests are closed: an unknown parameter
/// or value is a fault. The file uses a few keywords of JSON Schema, read here with the type conversions of a form,
/// which no validator does.
/// </summary>
public sealed class Contract
{
    private readonly JsonObject shapes;
    private readonly Dictionary<string, JsonObject> operations;
    private readonly Dictionary<string, string> events;

    private Contract(JsonObject file)
    {
        ApiVersion = file["apiVersion"]!.GetValue<string>();
        shapes = file["$defs"]!.AsObject();
        operations = file["operations"]!
            .AsArray()
            .ToDictionary(operation => operation!["id"]!.GetValue<string>(), operation => operation!.AsObject());
        events = shapes
            .Where(shape =>
                shape.Key.EndsWith("Event", StringComparison.Ordinal)
                && shape.Value!["properties"]?["type"]?["const"] is not null
            )
            .ToDictionary(
                shape => shape.Value!["properties"]!["type"]!["const"]!.GetValue<string>(),
                shape => shape.Key
            );
    }

    /// <summary>Read once; null where the file is not beside the checkout, and the double checks only its own rules.</summary>
    public static Contract? Shared { get; } =
        Repository.Shared("stripe/stripe-contract-2026-10-28.endive.json") is { } path
            ? new Contract(JsonNode.Parse(File.ReadAllText(path))!.AsObject())
            : null;

    public string ApiVersion { get; }

    public bool Knows(string operation) => operations.ContainsKey(operation);

    public string? FaultInRequest(string operation, JsonObject form) =>
        operations[operation]["request"] is { } shape ? Fault(form, shape, "", isForm: true) : null;

    public string? FaultInAnswer(string operation, JsonNode answer) =>
        Fault(answer, operations[operation]["response"]!, "", isForm: false);

    /// <summary>A type that Stripe does not have has no shape and is never a fault: one is sent on purpose.</summary>
    public string? FaultInEvent(JsonObject message) =>
        events.TryGetValue(message["type"]!.GetValue<string>(), out var shape)
            ? Fault(message, shapes[shape]!, "", isForm: false)
            : null;

    private string? Fault(JsonNode? value, JsonNode shape, string path, bool isForm)
    {
        if (shape["$ref"] is { } reference)
        {
            return Fault(value, shapes[reference.GetValue<string>()["#/$defs/".Length..]]!, path, isForm);
        }
        if (shape["anyOf"] is JsonArray choices)
        {
            return FaultInAll(value, choices, path, isForm);
        }
        if (shape["const"] is { } constant)
        {
            return JsonNode.DeepEquals(value, constant) ? null : $"{path} is not {constant.ToJsonString()}";
        }
        if (shape["enum"] is JsonArray words)
        {
            return words.Any(word => word!.ToString() == value?.ToString())
                ? null
                : $"{path} is '{value}', none of {words.ToJsonString()}";
        }
        return shape["type"] switch
        {
            null => null,
            JsonArray types => types.Any(type =>
                FaultInType(value, shape, type!.GetValue<string>(), path, isForm) is null
            )
                ? null
                : $"{path} is none of {types.ToJsonString()}",
            var type => FaultInType(value, shape, type.GetValue<string>(), path, isForm),
        };
    }

    /// <summary>
    /// Names the fault of the alternative that fits best, so that the message names an object's missing field and not
    /// "no choice fits".
    /// </summary>
    private string? FaultInAll(JsonNode? value, JsonArray choices, string path, bool isForm)
    {
        var errors = new List<string>();
        foreach (var choice in choices)
        {
            if (Fault(value, choice!, path, isForm) is not { } error)
            {
                return null;
            }
            errors.Add(error);
        }
        return errors.MaxBy(error => error.Split(' ')[0].Length)!;
    }

    private string? FaultInType(JsonNode? value, JsonNode shape, string type, string path, bool isForm) =>
        type switch
        {
            "null" => value is null || (isForm && value.ToString().Length == 0) ? null : $"{path} is not null",
            "object" => value is JsonObject tree
                ? FaultInObject(tree, shape, path, isForm)
                : $"{path} is not an object",
            "array" => value is JsonArray list ? FaultInArray(list, shape, path, isForm) : $"{path} is not an array",
            "string" => value is JsonValue text && text.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? null
                : $"{path} is not a string",
            "number" => IsNumber(value, isForm) ? null : $"{path} is not a number",
            "boolean" => IsBoolean(value, isForm) ? null : $"{path} is not a boolean",
            _ => throw new InvalidOperationException($"The contract's type '{type}' is not understood."),
        };

    private string? FaultInObject(JsonObject value, JsonNode shape, string path, bool isForm)
    {
        var known = shape["properties"] as JsonObject;
        var more = shape["additionalProperties"];
        var missing = (shape["required"] as JsonArray)
            ?.Select(name => name!.GetValue<string>())
            .FirstOrDefault(name => !value.ContainsKey(name));
        if (missing is not null)
        {
            return $"{Join(path, missing)} is missing";
        }
        foreach (var (name, child) in value)
        {
            if (known?[name] is { } expected)
            {
                if (Fault(child, expected, Join(path, name), isForm) is { } error)
                {
                    return error;
                }
            }
            else if (more is JsonObject anything)
            {
                if (Fault(child, anything, Join(path, name), isForm) is { } error)
                {
                    return error;
                }
            }
            else if (known is not null && (!isForm || more is not null))
            {
                return $"{Join(path, name)} is unknown";
            }
        }
        return null;
    }

    private string? FaultInArray(JsonArray value, JsonNode shape, string path, bool isForm) =>
        shape["items"] is { } items
            ? value
                .Select((child, place) => Fault(child, items, $"{path}[{place}]", isForm))
                .FirstOrDefault(error => error is not null)
            : null;

    private static bool IsNumber(JsonNode? value, bool isForm) =>
        value is JsonValue
        && (
            isForm
                ? decimal.TryParse(value.ToString(), NumberStyles.Number, CultureInfo.InvariantCulture, out _)
                : value.GetValueKind() == System.Text.Json.JsonValueKind.Number
        );

    private static bool IsBoolean(JsonNode? value, bool isForm) =>
        value is JsonValue
        && (
            isForm
                ? value.ToString() is "true" or "false"
                : value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False
        );

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
