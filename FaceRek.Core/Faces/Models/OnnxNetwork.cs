using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Models;

/// <summary>One network, loaded once. Serves parallel calls: each rents a <see cref="OnnxPass"/> with its own buffers.</summary>
/// <remarks>One thread for each call: with few cores and many requests this is both the fastest and the fairest.</remarks>
internal sealed class OnnxNetwork : IDisposable
{
    /// <summary>All outputs, in the order of the file.</summary>
    public static readonly IReadOnlyList<string> AllOutputs = [];

    private readonly ConcurrentBag<OnnxPass> idle = [];
    private readonly InferenceSession session;
    private readonly NetworkInput input;
    private readonly string inputName;
    private readonly IReadOnlyList<string> outputNames;
    private readonly long[][] outputShapes;

    static OnnxNetwork() => OnnxTelemetry.SwitchOff();

    /// <param name="name">Of the pack, for error messages.</param>
    /// <param name="outputs">The outputs to compute, in this order; null takes the network's only one.</param>
    /// <exception cref="ModelException">The bytes are not a network, or not the described one.</exception>
    public OnnxNetwork(string name, byte[] file, NetworkInput input, IReadOnlyList<string>? outputs)
    {
        this.input = input;
        session = Open(name, file);
        try
        {
            outputNames = outputs is { Count: 0 } ? session.OutputNames : outputs ?? FindOutput(name);
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
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException($"The file of {name} is not a network that ONNX Runtime can run.", exception);
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

    /// <summary>One pass over a black picture: it proves that the network runs and shows the shapes that the file may leave open.</summary>
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
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException(
                $"The network of {name} fails on a picture of {input.Width}x{input.Height}.",
                exception
            );
        }
    }

    internal static long Length(long[] shape) => shape.Aggregate(1L, (product, side) => product * side);
}

/// <summary>The buffers of one run through a network, bound once and reused; for one caller at a time.</summary>
internal sealed class OnnxPass : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions options = new();
    private readonly OrtIoBinding binding;
    private readonly OrtValue[] tensors;
    private readonly PixelTensor pixels;
    private readonly float[][] outputs;

    public OnnxPass(
        InferenceSession session,
        string inputName,
        NetworkInput input,
        IReadOnlyList<string> outputNames,
        long[][] outputShapes
    )
    {
        this.session = session;
        var numbers = GC.AllocateUninitializedArray<float>(input.Length, pinned: true);
        pixels = new PixelTensor(input, numbers);
        outputs = [.. outputShapes.Select(shape => new float[OnnxNetwork.Length(shape)])];
        tensors =
        [
            OrtValue.CreateTensorValueFromMemory(numbers, input.Shape),
            .. outputs.Zip(outputShapes, OrtValue.CreateTensorValueFromMemory),
        ];
        binding = session.CreateIoBinding();
        binding.BindInput(inputName, tensors[0]);
        for (var i = 0; i < outputs.Length; i++)
        {
            binding.BindOutput(outputNames[i], tensors[i + 1]);
        }
    }

    /// <param name="picture">8-bit BGR, of the input's size.</param>
    public void Run(Mat picture)
    {
        pixels.Write(picture);
        session.RunWithBinding(options, binding);
    }

    /// <summary>Valid until the pass is returned.</summary>
    public ReadOnlySpan<float> Output(int index) => outputs[index];

    public void Dispose()
    {
        binding.Dispose();
        foreach (var tensor in tensors)
        {
            tensor.Dispose();
        }
        pixels.Dispose();
        options.Dispose();
    }
}

/// <summary>
/// The packages of ONNX Runtime report each process and each network to their maker, and keep an id of the machine for
/// that. Nothing of this kind may leave a machine that stores faces. The library reads its environment once, before
/// first use.
/// </summary>
internal static class OnnxTelemetry
{
    public static void SwitchOff()
    {
        // Variables set in .NET are visible only to .NET; a C library does not see them. On Windows the library sends nothing by itself.
        if (!OperatingSystem.IsWindows())
        {
            SetVariable("ORT_DISABLE_TELEMETRY\0"u8.ToArray(), "1\0"u8.ToArray(), overwrite: 1);
        }
        Microsoft.ML.OnnxRuntime.OrtEnv.Instance().DisableTelemetryEvents();
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(byte[] name, byte[] value, int overwrite);
}
