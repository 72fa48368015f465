using System.Reflection;
using System.Reflection.Metadata;

namespace AutoResearch.Boundary;

/// <summary>Checks what belongs to no type of the candidate: attributes of the assembly and module, forwarded types, and the type of
/// Main.</summary>
internal sealed class AssemblyRules(CompiledAssembly assembly, ViolationList findings, DeclaredTypes locked)
{
    // What the SDK and the compiler write.
    private static readonly HashSet<string> Usual = new(StringComparer.Ordinal)
    {
        "System.Diagnostics.DebuggableAttribute",
        "System.Reflection.AssemblyCompanyAttribute",
        "System.Reflection.AssemblyConfigurationAttribute",
        "System.Reflection.AssemblyCopyrightAttribute",
        "System.Reflection.AssemblyDescriptionAttribute",
        "System.Reflection.AssemblyFileVersionAttribute",
        "System.Reflection.AssemblyInformationalVersionAttribute",
        "System.Reflection.AssemblyMetadataAttribute",
        "System.Reflection.AssemblyProductAttribute",
        "System.Reflection.AssemblyTitleAttribute",
        "System.Reflection.AssemblyTrademarkAttribute",
        "System.Resources.NeutralResourcesLanguageAttribute",
        "System.Runtime.CompilerServices.CompilationRelaxationsAttribute",
        "System.Runtime.CompilerServices.ExtensionAttribute",
        "System.Runtime.CompilerServices.NullablePublicOnlyAttribute",
        "System.Runtime.CompilerServices.RefSafetyRulesAttribute",
        "System.Runtime.CompilerServices.RuntimeCompatibilityAttribute",
        "System.Runtime.Versioning.SupportedOSPlatformAttribute",
        "System.Runtime.Versioning.TargetFrameworkAttribute",
        "System.Runtime.Versioning.TargetPlatformAttribute",
        "System.Security.UnverifiableCodeAttribute",
    };

    private readonly MetadataReader metadata = assembly.Metadata;

    public void Check()
    {
        foreach (
            var handle in metadata
                .GetAssemblyDefinition()
                .GetCustomAttributes()
                .Concat(metadata.GetModuleDefinition().GetCustomAttributes())
        )
            CheckAttribute(metadata.GetCustomAttribute(handle));
        foreach (var handle in metadata.ExportedTypes)
            Refuse(
                default,
                $"a type forwarded to another assembly ({metadata.GetString(metadata.GetExportedType(handle).Name)})",
                "declare the types that you use"
            );
        foreach (var handle in metadata.TypeDefinitions)
        {
            if (assembly.OriginOf(handle) == CodeOrigin.EntryPoint && assembly.Outermost(handle) == handle)
                CheckEntryPoint(handle);
        }
    }

    private void CheckAttribute(CustomAttribute attribute)
    {
        var owner =
            attribute.Constructor.Kind == HandleKind.MethodDefinition
                ? metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType()
                : assembly.Generic(metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent);
        var name = assembly.NameOf(owner);
        var isCandidates =
            owner.Kind == HandleKind.TypeDefinition && assembly.OriginOf((TypeDefinitionHandle)owner) == CodeOrigin.Candidate;
        if (isCandidates || (!Usual.Contains(name.FullName) && !locked.HasAssemblyAttribute(name.Name)))
            Refuse(
                default,
                $"{name.FullName} on the assembly or module",
                "leave it out; what is said of the whole program stands in locked files"
            );
    }

    /// <summary>Members that an editable file adds to Program would count as the program's own, so none are allowed.</summary>
    private void CheckEntryPoint(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var names = type.GetMethods()
            .Where(method => !IsUsual(metadata.GetMethodDefinition(method)))
            .Select(method => metadata.GetMethodDefinition(method).Name)
            .Concat(type.GetFields().Select(field => metadata.GetFieldDefinition(field).Name))
            .Concat(
                type.GetNestedTypes()
                    .Select(nested => metadata.GetTypeDefinition(nested).Name)
                    .Where(name => !metadata.GetString(name).StartsWith('<'))
            );
        foreach (var name in names)
            RefusePart(handle, metadata.GetString(name));
        if (
            assembly.NameOf(assembly.Generic(type.BaseType)) != new TypeName("System", "Object")
            || type.GetInterfaceImplementations().Count > 0
        )
            RefusePart(handle, "a base");
    }

    private bool IsUsual(MethodDefinition method)
    {
        var name = metadata.GetString(method.Name);
        return name == "<Main>$" || name.StartsWith("<<Main>$>", StringComparison.Ordinal) || (name == ".ctor" && IsEmpty(method));
    }

    // Calls the base constructor and returns: ldarg.0, call, ret, and the nops of a debug build.
    private bool IsEmpty(MethodDefinition method)
    {
        var body = assembly.Body(method);
        var instructions = new InstructionReader(body!.GetILReader());
        var calls = 0;
        while (instructions.Next())
        {
            if (instructions.OpCode == ILOpCode.Call)
                calls++;
            else if (instructions.OpCode is not (ILOpCode.Ldarg_0 or ILOpCode.Ret or ILOpCode.Nop))
                return false;
        }

        return calls == 1 && (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public;
    }

    private void RefusePart(TypeDefinitionHandle type, string name) =>
        Refuse(type, $"a part of {assembly.NameOf(type).FullName} ({name})", "declare a class of another name");

    private void Refuse(TypeDefinitionHandle type, string construct, string advice) =>
        findings.Construct((type, default, 0), construct, advice);
}
