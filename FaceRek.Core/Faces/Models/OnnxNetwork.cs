using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace FaceRek.Core.Faces.Models;

/// <summary>One network, loaded once. Serves parallel calls: each rents a <see cref="OnnxPass"/> with buffers of its own.</summary>
/// <remarks>One thread a call: with few cores and many requests this is both the fastest and the fairest.</remarks>
internal sealed class OnnxNetwork : IDisposable
{
    private readonly ConcurrentBag<OnnxPass> idle = [];
    private readonly InferenceSession session;
    private readonly NetworkInput input;
    private readonly string inputName;
    private readonly IReadOnlyList<string> outputNames;
    private readonly long[][] outputShapes;

    static OnnxNetwork() => OnnxTelemetry.SwitchOff();

    /// <param name="name">Of the pack, for the sentence when something is wrong.</param>
    /// <param name="outputs">The outputs to compute, in this order; null takes the network's only one.</param>
    /// <exception cref="ModelException">The bytes are no network, or not the one that is described.</exception>
    public OnnxNetwork(string name, byte[] file, NetworkInput input, IReadOnlyList<string>? outputs)
    {
        this.input = input;
        session = Open(name, file);
        try
        {
            outputNames = outputs ?? FindOutput(name);
            inputName = FindInput(name);
            outputShapes = TryOut(name);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <returns>The length of each output, in the order asked for.</returns>
    public IReadOnlyList<int> OutputLengths => [.. outputShapes.Select(shape => (int)Length(shape))];

    public OnnxPass Rent() =>
        idle.TryTake(out var pass) ? pass : new OnnxPass(session, inputName, input, outputNames, outputShapes);

    public void Return(OnnxPass pass) => idle.Add(pass);

    public void Dispose()
    {
        while (idle.TryTake(out var pass))
        {
            pass.Dispose();
        }
        session.Dispose();
    }

    private static InferenceSession Open(string name, byte[] file)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            return new InferenceSession(PreluRewrite.Apply(file), options);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new ModelException($"The file of {name} is not a network that ONNX Runtime can run.", fault);
        }
    }

    private string FindInput(string name)
    {
        var inputs = session.InputMetadata;
        if (inputs.Count != 1)
        {
            throw new ModelException($"The network of {name} has {inputs.Count} inputs where one picture is expected.");
        }
        var (found, described) = inputs.Single();
        if (input.Name is not null && input.Name != found)
        {
            throw new ModelException($"The network of {name} has no input '{input.Name}'; its input is '{found}'.");
        }
        if (described.ElementType != typeof(float) || !Fits(described.Dimensions, input.Shape))
        {
            var shape = string.Join('x', described.Dimensions);
            throw new ModelException(
                $"The input of {name} takes {described.ElementType.Name} {shape}, not Single {string.Join('x', input.Shape)}."
            );
        }
        return found;
    }

    private IReadOnlyList<string> FindOutput(string name) =>
        session.OutputNames.Count == 1
            ? session.OutputNames
            : throw new ModelException(
                $"The network of {name} has {session.OutputNames.Count} outputs, and its manifest names none of them."
            );

    /// <summary>A dimension that the network leaves open is written -1.</summary>
    private static bool Fits(int[] declared, long[] wanted) =>
        declared.Length == wanted.Length
        && declared.Zip(wanted).All(pair => pair.First < 0 || pair.First == pair.Second);

    /// <summary>One pass over a black picture: it proves the network runs and tells the shapes that the file may leave open.</summary>
    private long[][] TryOut(string name)
    {
        foreach (var output in outputNames)
        {
            if (
                !session.OutputMetadata.TryGetValue(output, out var described)
                || described.ElementType != typeof(float)
            )
            {
                throw new ModelException(
                    $"The network of {name} has no output '{output}'; it has {string.Join(", ", session.OutputNames)}."
                );
            }
        }
        try
        {
            using var black = OrtValue.CreateTensorValueFromMemory(new float[input.Length], input.Shape);
            using var options = new RunOptions();
            using var answers = session.Run(options, [inputName], [black], outputNames);
            return [.. answers.Select(answer => answer.GetTensorTypeAndShape().Shape)];
        }
        catch (OnnxRuntimeException fault)
        {
            throw new ModelException(
                $"The network of {name} fails on a picture of {input.Width}x{input.Height}.",
                fault
            );
        }
    }

    internal static long Length(long[] shape) => shape.Aggregate(1L, (product, side) => product * side);
}
